<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>photosim</name>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file is truncated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>no permission to read the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>not enough memory to decode it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file cannot be read: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the picture has no pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the photo is too large ({width} x {height} pixels)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>it is a folder, not a photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>it is not a regular file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>it is not a photo in a known format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>HEIC photos need the optional package pillow-heif</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library has no photo number {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>cannot read the folder {folder}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{folder} is not a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} is suddenly empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{problem}; its photos are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>cannot create the folder {folder}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} cannot be written: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Permission denied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>No such file or directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Not a directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Is a directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Input/output error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>No space left on device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Read-only file system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Stale file handle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the disk is full: the library at {path} cannot grow; what was done so far is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library at {path} is damaged ({error}); move that file away to start a new one, your photos are not touched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library at {path} cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library at {path} cannot be opened: it is not a file, or its folder cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>another program is busy with the library at {path}; try again in a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library at {path} cannot be used: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the search index could not be built: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>cannot save the window's settings to {file}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>type a word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is no word in {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{word} is not among the {count} words known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{text} may be {names}; say which</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} is in use; use another one first (photosim models use NAME)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} comes with photosim and stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} is installed already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is a model {name} already; remove it first, or give the new one another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} failed: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} has no class weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model file {path} is damaged; install the model {name} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model file {path} cannot be read: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is no ONNX model, or it is damaged or cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is no ONNX model: it has no graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is damaged or cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} cannot be read: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is a web page, not a model; the download went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} only points to a model (Git LFS); download the model itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is not enough room in {folder}: {needed} are needed, {free} are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{file} could not be downloaded: {problems}; nothing was installed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

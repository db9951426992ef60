<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>photosim</name>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>About photosim</source>
        <translation>Über photosim</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>photosim {version}</source>
        <translation>photosim {version}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>Finds the photos on this computer that look alike. Nothing leaves the computer.</source>
        <translation>Findet die Fotos auf diesem Computer, die sich ähnlich sehen. Nichts verlässt den Computer.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>About this installation</source>
        <translation>Zu dieser Installation</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>Made of the work of many people; their names and licences are under Licences.</source>
        <translation>Aus der Arbeit vieler gemacht; ihre Namen und Lizenzen stehen unter „Lizenzen“.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <location filename="../../photosim/ui/licences.py"/>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>photosim {version}, Qt {qt}</source>
        <translation>photosim {version}, Qt {qt}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <location filename="../../photosim/ui/model_button.py"/>
        <source>Model: {model}</source>
        <translation>Modell: {model}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>Runs on: {provider}</source>
        <translation>Läuft auf: {provider}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>not started yet</source>
        <translation>noch nicht gestartet</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>Library: {folder}</source>
        <translation>Bibliothek: {folder}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/about.py"/>
        <source>Thumbnails: {folder}</source>
        <translation>Vorschaubilder: {folder}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Add folder…</source>
        <translation>Ordner &amp;hinzufügen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Open photo…</source>
        <translation>Foto ö&amp;ffnen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Paste a photo</source>
        <translation>Foto &amp;einfügen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <location filename="../../photosim/ui/actions.py"/>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Copy p&amp;icture only</source>
        <translation>Nur das B&amp;ild kopieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Copy &amp;path</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Select &amp;none</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Library</source>
        <translation>&amp;Bibliothek</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Sidebar</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Preview panel</source>
        <translation>V&amp;orschaubereich</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;View large</source>
        <translation>&amp;Groß ansehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>F&amp;ull screen</source>
        <translation>Vo&amp;llbild</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Look for changes in the fol&amp;ders</source>
        <translation>In den Or&amp;dnern nach Neuem sehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Lar&amp;ger</source>
        <translation>G&amp;rößer</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>S&amp;maller</source>
        <translation>&amp;Kleiner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Usual si&amp;ze</source>
        <translation>&amp;Übliche Größe</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>By &amp;similarity</source>
        <translation>Nach Ä&amp;hnlichkeit</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>By &amp;date taken</source>
        <translation>Nach &amp;Aufnahmedatum</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>By &amp;name</source>
        <translation>Nach &amp;Name</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>By &amp;folder</source>
        <translation>Nach &amp;Ordner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Newest or &amp;last first</source>
        <translation>Neueste oder &amp;letzte zuerst</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Headings</source>
        <translation>Überschri&amp;ften</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Collapse near-identical photos</source>
        <translation>Fast gl&amp;eiche Fotos zusammenfassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Look-alikes</source>
        <translation>Ä&amp;hnliche Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Open in its program</source>
        <translation>Im &amp;zugehörigen Programm öffnen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Show in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Co&amp;mpare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Copy &amp;details</source>
        <translation>&amp;Angaben kopieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Not similar</source>
        <translation>&amp;Nicht ähnlich</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <location filename="../../photosim/ui/actions.py"/>
        <source>&amp;Hide</source>
        <translation>Ausb&amp;lenden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Move to &amp;trash</source>
        <translation>In den &amp;Papierkorb legen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Near-&amp;duplicates</source>
        <translation>Beinahe-&amp;Dubletten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Skipped photos</source>
        <translation>&amp;Übersprungene Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Manage &amp;models…</source>
        <translation>&amp;Modelle verwalten…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <location filename="../../photosim/ui/actions.py"/>
        <source>&amp;Pause indexing</source>
        <translation>Einlesen &amp;pausieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>Se&amp;ttings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/action_table.py"/>
        <source>&amp;About photosim</source>
        <translation>Ü&amp;ber photosim</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>this page lists no photos</source>
        <translation>diese Seite zeigt keine Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>there is no page before this one</source>
        <translation>davor gibt es keine Seite</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>there is no page after this one</source>
        <translation>danach gibt es keine Seite</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>the library is shown already</source>
        <translation>die Bibliothek ist schon zu sehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>there is nothing to undo</source>
        <translation>es gibt nichts rückgängig zu machen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>add a folder first</source>
        <translation>zuerst einen Ordner hinzufügen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>photosim is not looking at photos now</source>
        <translation>photosim sieht gerade keine Fotos an</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>select a photo first</source>
        <translation>zuerst ein Foto auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>select one photo</source>
        <translation>ein Foto auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>select two photos</source>
        <translation>zwei Fotos auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>for the results of a search only</source>
        <translation>nur bei Ergebnissen einer Suche</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>this order has no headings</source>
        <translation>diese Reihenfolge hat keine Überschriften</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>select a look-alike of a photo of the library</source>
        <translation>ein ähnliches Foto zu einem Foto der Bibliothek auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>&amp;Resume indexing</source>
        <translation>Einlesen &amp;fortsetzen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>S&amp;how again</source>
        <translation>Wieder an&amp;zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>not in this version</source>
        <translation>nicht in dieser Version</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/actions.py"/>
        <source>{action}: {reason}</source>
        <translation>{action}: {reason}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Both photos, zoomed and moved as one (1)</source>
        <translation>Beide Fotos, gemeinsam vergrößert und verschoben (1)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Flip</source>
        <translation>Wechseln</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>One photo in the other's place; Space changes them (2)</source>
        <translation>Ein Foto an der Stelle des anderen; Leertaste wechselt (2)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Only what they differ in, made stronger (3)</source>
        <translation>Nur was verschieden ist, verstärkt (3)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Zoom out (-)</source>
        <translation>Verkleinern (-)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>All of both photos (0)</source>
        <translation>Beide Fotos ganz (0)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Left to right and right to left (X)</source>
        <translation>Links nach rechts und rechts nach links (X)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Keep left</source>
        <translation>Linkes behalten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Keep right</source>
        <translation>Rechtes behalten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Move the right one to the trash (Ctrl+Left)</source>
        <translation>Das rechte in den Papierkorb legen (Strg+Links)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Move the left one to the trash (Ctrl+Right)</source>
        <translation>Das linke in den Papierkorb legen (Strg+Rechts)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <location filename="../../photosim/ui/query_words.py"/>
        <location filename="../../photosim/ui/several.py"/>
        <location filename="../../photosim/ui/twin_painter.py"/>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>One of the two photos is not in the library any more.</source>
        <translation>Eines der beiden Fotos ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>{left} and {right}</source>
        <translation>{left} und {right}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Laid over each other by what they show</source>
        <translation>Nach ihrem Inhalt übereinandergelegt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>They do not show the same scene</source>
        <translation>Sie zeigen nicht dieselbe Szene</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>Keeps {name}, moves {other} to the trash</source>
        <translation>Behält {name}, legt {other} in den Papierkorb</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare.py"/>
        <source>{percent} % of the pixels differ; differences are shown {times} times as strong</source>
        <translation>{percent} % der Bildpunkte unterscheiden sich; Unterschiede sind {times}-fach verstärkt zu sehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_canvas.py"/>
        <source>Two photos</source>
        <translation>Zwei Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_canvas.py"/>
        <source>{left} beside {right}</source>
        <translation>{left} neben {right}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_canvas.py"/>
        <source>Difference of {left} and {right}</source>
        <translation>Unterschied von {left} und {right}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_canvas.py"/>
        <source>There is nothing to compare.</source>
        <translation>Es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_facts.py"/>
        <source>Facts of both photos</source>
        <translation>Angaben zu beiden Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_facts.py"/>
        <source>Fact</source>
        <translation>Angabe</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_facts.py"/>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_facts.py"/>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_facts.py"/>
        <source>{fact}, differs</source>
        <translation>{fact}, verschieden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_facts.py"/>
        <location filename="../../photosim/ui/photo_delegate.py"/>
        <location filename="../../photosim/ui/viewer.py"/>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/compare_facts.py"/>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/crash_dialog.py"/>
        <source>photosim: something went wrong</source>
        <translation>photosim: etwas ist schiefgegangen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/crash_dialog.py"/>
        <source>Something went wrong inside photosim. Your photos and what is known of them are safe, and you can go on. If it happens again, please report it with the text below; it is also in {folder}.</source>
        <translation>In photosim ist etwas schiefgegangen. Die Fotos und alles, was über sie bekannt ist, sind sicher; es kann weitergehen. Tritt es wieder auf, bitte mit dem Text unten melden; er steht auch in {folder}.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/crash_dialog.py"/>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/crash_dialog.py"/>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/crash_dialog.py"/>
        <source>Open the log folder</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/crash_dialog.py"/>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>{width} × {height} pixels, {megapixels} megapixels</source>
        <translation>{width} × {height} Bildpunkte, {megapixels} Megapixel</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Lens</source>
        <translation>Objektiv</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Exposure</source>
        <translation>Belichtung</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <location filename="../../photosim/ui/overview.py"/>
        <location filename="../../photosim/ui/side_lines.py"/>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <location filename="../../photosim/ui/details_section.py"/>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <location filename="../../photosim/ui/viewer_info.py"/>
        <source>Details</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/details.py"/>
        <source>Copy details</source>
        <translation>Angaben kopieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/drop.py"/>
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>the dropped picture</source>
        <translation>das abgelegte Bild</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/drop.py"/>
        <source>There is no photo and no folder in what was dropped or pasted.</source>
        <translation>Darin ist weder ein Foto noch ein Ordner.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/drop.py"/>
        <source>{n} files are no photos.</source>
        <translation>
            <numerusform>{n} Datei ist kein Foto.</numerusform>
            <numerusform>{n} Dateien sind keine Fotos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/drop.py"/>
        <source>Of {n} photos the first {most} are searched with.</source>
        <translation>
            <numerusform>Von {n} Foto werden die ersten {most} für die Suche verwendet.</numerusform>
            <numerusform>Von {n} Fotos werden die ersten {most} für die Suche verwendet.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Strictness</source>
        <translation>Strenge</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <location filename="../../photosim/ui/twin_painter.py"/>
        <source>Select all but the best</source>
        <translation>Alle außer den besten auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Select none</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>All but the best of this group</source>
        <translation>Alle außer dem besten dieser Gruppe</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <location filename="../../photosim/ui/twin_painter.py"/>
        <source>Not duplicates</source>
        <translation>Keine Dubletten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <location filename="../../photosim/ui/query_words.py"/>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Near-duplicates</source>
        <translation>Beinahe-Dubletten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Kinds of duplicates</source>
        <translation>Arten von Dubletten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>How alike two pictures must be to count as one</source>
        <translation>Wie ähnlich zwei Bilder sein müssen, um als eines zu gelten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>In every group of this page, all photos but the one suggested to be kept</source>
        <translation>In jeder Gruppe dieser Seite alle Fotos außer dem zum Behalten vorgeschlagenen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>In the group the keyboard is in (B)</source>
        <translation>In der Gruppe, in der die Tastatur ist (B)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>The current photo beside the one suggested to be kept (Enter)</source>
        <translation>Das aktuelle Foto neben dem zum Behalten vorgeschlagenen (Eingabe)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Never show the photos of this group as duplicates of each other again</source>
        <translation>Die Fotos dieser Gruppe nie wieder als Dubletten voneinander zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>{name} ({n})</source>
        <translation>{name} ({n})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Looking for duplicates</source>
        <translation>Suche nach Dubletten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>You can go on with other things meanwhile.</source>
        <translation>Solange kann es mit anderem weitergehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Look for duplicates</source>
        <translation>Nach Dubletten suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Not looked for yet</source>
        <translation>Noch nicht gesucht</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>The search was stopped. It goes on where it was.</source>
        <translation>Die Suche wurde angehalten. Sie geht weiter, wo sie war.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Stop looking for duplicates</source>
        <translation>Suche nach Dubletten anhalten</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Move {n} photos to the trash</source>
        <translation>
            <numerusform>{n} Foto in den Papierkorb legen</numerusform>
            <numerusform>{n} Fotos in den Papierkorb legen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Nothing is kept of {n} groups</source>
        <translation>
            <numerusform>Von {n} Gruppe bleibt nichts</numerusform>
            <numerusform>Von {n} Gruppen bleibt nichts</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Group {number} of {n}</source>
        <translation>Gruppe {number} von {n}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>No group chosen</source>
        <translation>Keine Gruppe gewählt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>The photos of this group are not shown as duplicates any more.</source>
        <translation>Die Fotos dieser Gruppe werden nicht mehr als Dubletten gezeigt.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/duplicates_page.py"/>
        <source>Undo telling photos of a group apart</source>
        <translation>Die Fotos der Gruppe wieder als Dubletten gelten lassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Find photos by how they look</source>
        <translation>Fotos nach ihrem Aussehen finden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Choose a folder with photos. photosim looks at each of them once; from then on a click on any photo shows the ones that look like it.</source>
        <translation>Einen Ordner mit Fotos auswählen. photosim sieht sich jedes einmal an; danach zeigt ein Klick auf ein Foto alle, die ihm ähnlich sehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Choose a photo folder…</source>
        <translation>Fotoordner auswählen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>You can also drop a photo or a folder here</source>
        <translation>Ein Foto oder ein Ordner lässt sich auch hierher ziehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Nothing leaves this computer. Your photos are read, never changed.</source>
        <translation>Nichts verlässt diesen Computer. Fotos werden gelesen, nie verändert.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No photos here yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>The folders of your library hold no photos that can be read. Photos that you put there appear after they were looked through again.</source>
        <translation>In den Ordnern der Bibliothek sind keine lesbaren Fotos. Neue Fotos erscheinen, sobald die Ordner wieder durchgesehen wurden.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Add another folder…</source>
        <translation>Weiteren Ordner hinzufügen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>You can also drop a folder here</source>
        <translation>Ein Ordner lässt sich auch hierher ziehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <location filename="../../photosim/ui/words.py"/>
        <source>Looking for photos</source>
        <translation>Suche nach Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>They appear here as soon as they are found.</source>
        <translation>Sie erscheinen hier, sobald sie gefunden sind.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/empty.py"/>
        <source>{n} folders are not there now</source>
        <translation>
            <numerusform>{n} Ordner ist gerade nicht da</numerusform>
            <numerusform>{n} Ordner sind gerade nicht da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/empty.py"/>
        <source>The {n} photos in it are kept and come back with the folder.</source>
        <translation>
            <numerusform>Das {n} Foto darin bleibt bekannt und kommt mit dem Ordner zurück.</numerusform>
            <numerusform>Die {n} Fotos darin bleiben bekannt und kommen mit dem Ordner zurück.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>What the library knows of its photos is kept and comes back with the folder.</source>
        <translation>Was die Bibliothek über die Fotos darin weiß, bleibt erhalten und kommt mit dem Ordner zurück.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Connect the drive or the network share, then look again.</source>
        <translation>Laufwerk oder Netzwerkfreigabe verbinden, dann noch einmal nachsehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Indexing is paused</source>
        <translation>Das Einlesen ist pausiert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>The folders of your library have not been looked through yet.</source>
        <translation>Die Ordner der Bibliothek wurden noch nicht durchgesehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <location filename="../../photosim/ui/status.py"/>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No hidden photos</source>
        <translation>Keine ausgeblendeten Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Photos that you hide can be found here.</source>
        <translation>Ausgeblendete Fotos sind hier zu finden.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No photo in the folder {folder} shows {tags}.</source>
        <translation>Kein Foto im Ordner {folder} zeigt {tags}.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No such photos</source>
        <translation>Keine solchen Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Look in all folders</source>
        <translation>In allen Ordnern suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No photo shows {tags}.</source>
        <translation>Kein Foto zeigt {tags}.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No photo is in the folder {folder}.</source>
        <translation>Im Ordner {folder} ist kein Foto.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <location filename="../../photosim/ui/side_menu.py"/>
        <location filename="../../photosim/ui/sidebar.py"/>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Looking for look-alikes…</source>
        <translation>Suche nach ähnlichen Fotos…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Looking for photos…</source>
        <translation>Suche nach Fotos…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No look-alikes yet</source>
        <translation>Noch keine ähnlichen Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No other photo has been looked at so far. This page fills as soon as some have been.</source>
        <translation>Bisher wurde kein anderes Foto angesehen. Die Seite füllt sich, sobald das geschehen ist.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <location filename="../../photosim/ui/main_window.py"/>
        <source>No photos yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No photo has been looked at so far. This page fills as soon as some have been.</source>
        <translation>Bisher wurde kein Foto angesehen. Die Seite füllt sich, sobald das geschehen ist.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No photo has been looked at yet</source>
        <translation>Noch kein Foto angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Indexing is paused. This page fills once it goes on.</source>
        <translation>Das Einlesen ist pausiert. Die Seite füllt sich, sobald es weitergeht.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Remove the focus</source>
        <translation>Fokus aufheben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No look-alikes here</source>
        <translation>Hier keine ähnlichen Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No photo that looks like this one fulfils all that is asked for.</source>
        <translation>Kein ähnliches Foto erfüllt alle Bedingungen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>No photos of {text}</source>
        <translation>Keine Fotos zu {text}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Look in all photos</source>
        <translation>In allen Fotos suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>Try another word for it, or a more general one: animal, building, food.</source>
        <translation>Vielleicht hilft ein anderes oder allgemeineres Wort (auf Englisch): animal, building, food.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>{problem} Indexing waits until there is room, and then goes on by itself.</source>
        <translation>{problem} Das Einlesen wartet, bis Platz ist, und geht dann von selbst weiter.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>The disk is nearly full</source>
        <translation>Das Laufwerk ist fast voll</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <location filename="../../photosim/ui/import_box.py"/>
        <location filename="../../photosim/ui/status.py"/>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <source>The model of this library is missing</source>
        <translation>Das Modell dieser Bibliothek fehlt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/empty.py"/>
        <location filename="../../photosim/ui/model_access.py"/>
        <source>Models…</source>
        <translation>Modelle…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/export.py"/>
        <location filename="../../photosim/ui/trash.py"/>
        <source>it is not there any more</source>
        <translation>es ist nicht mehr da</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Move {n} photos to the trash? Pressing Delete once more does so.</source>
        <translation>
            <numerusform>{n} Foto in den Papierkorb legen? Noch einmal Entf bestätigt es.</numerusform>
            <numerusform>{n} Fotos in den Papierkorb legen? Noch einmal Entf bestätigt es.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Moved {n} photos to the trash.</source>
        <translation>
            <numerusform>{n} Foto in den Papierkorb gelegt.</numerusform>
            <numerusform>{n} Fotos in den Papierkorb gelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>{n} photos were not moved to the trash: {names}</source>
        <translation>
            <numerusform>{n} Foto wurde nicht in den Papierkorb gelegt: {names}</numerusform>
            <numerusform>{n} Fotos wurden nicht in den Papierkorb gelegt: {names}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Undo moving {n} photos to the trash</source>
        <translation>
            <numerusform>{n} Foto aus dem Papierkorb zurückholen</numerusform>
            <numerusform>{n} Fotos aus dem Papierkorb zurückholen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>{n} photos are back where they were.</source>
        <translation>
            <numerusform>{n} Foto ist wieder an seinem Platz.</numerusform>
            <numerusform>{n} Fotos sind wieder an ihrem Platz.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>{n} photos could not be brought back: {names}</source>
        <translation>
            <numerusform>{n} Foto konnte nicht zurückgeholt werden: {names}</numerusform>
            <numerusform>{n} Fotos konnten nicht zurückgeholt werden: {names}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Copy {n} photos to a folder</source>
        <translation>
            <numerusform>{n} Foto in einen Ordner kopieren</numerusform>
            <numerusform>{n} Fotos in einen Ordner kopieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Copied {n} photos to {folder}.</source>
        <translation>
            <numerusform>{n} Foto nach {folder} kopiert.</numerusform>
            <numerusform>{n} Fotos nach {folder} kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>{n} photos were not copied: {names}</source>
        <translation>
            <numerusform>{n} Foto wurde nicht kopiert: {names}</numerusform>
            <numerusform>{n} Fotos wurden nicht kopiert: {names}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/file_actions.py"/>
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>The folder {folder} cannot be shown.</source>
        <translation>Der Ordner {folder} kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>{name} ({reason})</source>
        <translation>{name} ({reason})</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>{names} and {n} more</source>
        <translation>
            <numerusform>{names} und {n} weiteres</numerusform>
            <numerusform>{names} und {n} weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Moving photos to the trash: {done} of {n}</source>
        <translation>
            <numerusform>Foto in den Papierkorb legen: {done} von {n}</numerusform>
            <numerusform>Fotos in den Papierkorb legen: {done} von {n}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Bringing photos back: {done} of {n}</source>
        <translation>
            <numerusform>Foto zurückholen: {done} von {n}</numerusform>
            <numerusform>Fotos zurückholen: {done} von {n}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/file_actions.py"/>
        <source>Copying photos: {done} of {n}</source>
        <translation>
            <numerusform>Foto kopieren: {done} von {n}</numerusform>
            <numerusform>Fotos kopieren: {done} von {n}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/file_work.py"/>
        <location filename="../../photosim/ui/work_row.py"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>any</source>
        <translation>alles</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <location filename="../../photosim/ui/toolbar.py"/>
        <source>Focus</source>
        <translation>Fokus</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>There is no class, group or album called {text}</source>
        <translation>Keine Klasse, keine Gruppe und kein Album heißt {text}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>No focus</source>
        <translation>Kein Fokus</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>Everything to focus on</source>
        <translation>Alles, worauf sich eingrenzen lässt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>Look-alikes are narrowed to {name}</source>
        <translation>Ähnliche Fotos sind auf {name} eingegrenzt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>Did you mean: {names}?</source>
        <translation>Vielleicht gemeint: {names}?</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>your album</source>
        <translation>eigenes Album</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/focus_box.py"/>
        <source>Narrow look-alikes to one thing in the photo: the cat, not the bottle</source>
        <translation>Ähnliche Fotos auf eine Sache im Foto eingrenzen: die Katze, nicht die Flasche</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/grid_headings.py"/>
        <location filename="../../photosim/ui/page_area.py"/>
        <location filename="../../photosim/ui/query_page.py"/>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <location filename="../../photosim/ui/side_lines.py"/>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <location filename="../../photosim/ui/twin_words.py"/>
        <location filename="../../photosim/ui/words.py"/>
        <source>{n} photos</source>
        <translation>
            <numerusform>{n} Foto</numerusform>
            <numerusform>{n} Fotos</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/grid_headings.py"/>
        <source>No date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/grid_headings.py"/>
        <source>MMMM yyyy</source>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/grid_speaking.py"/>
        <source>shows {tags}</source>
        <translation>zeigt {tags}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/header.py"/>
        <source>Did you mean</source>
        <translation>Vielleicht gemeint:</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/header.py"/>
        <source>Search for {text}</source>
        <translation>Nach {text} suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <location filename="../../photosim/ui/models_page.py"/>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <source>A model of your own</source>
        <translation>Ein eigenes Modell</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <source>An ImageNet classifier as an ONNX file, or the weights of VGG16 as a PyTorch (.pth) or Keras (.h5) file. What photosim cannot find out by itself, a .json file of the same name beside it may say.</source>
        <translation>Ein ImageNet-Klassifikator als ONNX-Datei oder die Gewichte von VGG16 als Datei von PyTorch (.pth) oder Keras (.h5). Was photosim nicht selbst herausfindet, kann eine .json-Datei gleichen Namens daneben sagen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <source>Import a model file…</source>
        <translation>Modelldatei importieren…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <source>from the file</source>
        <translation>aus der Datei</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <source>Name of the model</source>
        <translation>Name des Modells</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <source>Leave it</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <source>Cancel the import</source>
        <translation>Import abbrechen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/import_box.py"/>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>One at a time: another model is being made ready</source>
        <translation>Eins nach dem anderen: gerade wird ein anderes Modell vorbereitet</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/indexing.py"/>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>The model could not be changed.</source>
        <translation>Das Modell konnte nicht gewechselt werden.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/indexing.py"/>
        <source>{problem} Indexing waits until there is room.</source>
        <translation>{problem} Das Einlesen wartet, bis Platz ist.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/library_page.py"/>
        <location filename="../../photosim/ui/photo_grid.py"/>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/main_window.py"/>
        <source>Choose a photo folder</source>
        <translation>Fotoordner auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/main_window.py"/>
        <source>Open photos to find their look-alikes</source>
        <translation>Fotos öffnen, um ähnliche zu finden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/main_window.py"/>
        <source>Import a model file</source>
        <translation>Modelldatei importieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/main_window.py"/>
        <source>Focus on {name}</source>
        <translation>Fokus auf {name}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/menus.py"/>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/menus.py"/>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/menus.py"/>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/menus.py"/>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/menus.py"/>
        <source>&amp;Tools</source>
        <translation>&amp;Extras</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/menus.py"/>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/menus.py"/>
        <source>S&amp;ort</source>
        <translation>Sor&amp;tieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/message_bar.py"/>
        <source>Close this message (Esc)</source>
        <translation>Meldung schließen (Esc)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/message_bar.py"/>
        <source>Close this message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/message_bar.py"/>
        <source>Something went wrong inside photosim ({kind}: {error}).</source>
        <translation>In photosim ist etwas schiefgegangen ({kind}: {error}).</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/message_bar.py"/>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/message_bar.py"/>
        <source>and {n} more</source>
        <translation>
            <numerusform>und {n} weitere</numerusform>
            <numerusform>und {n} weitere</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/message_bar.py"/>
        <source>1 of {count}</source>
        <translation>1 von {count}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_access.py"/>
        <source>Manage models…</source>
        <translation>Modelle verwalten…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_access.py"/>
        <source>{model} is installed.</source>
        <translation>{model} ist installiert.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_access.py"/>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_access.py"/>
        <source>{now} answers now. The vectors of {before} are kept; going back is instant.</source>
        <translation>Jetzt antwortet {now}. Die Vektoren von {before} bleiben erhalten; der Weg zurück geht sofort.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_button.py"/>
        <source>{model}: the model that looks at your photos</source>
        <translation>{model}: das Modell, das die Fotos ansieht</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Free vectors</source>
        <translation>Vektoren freigeben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Source: {source}</source>
        <translation>Quelle: {source}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Cancel installing {model}</source>
        <translation>Installation von {model} abbrechen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>{model} answers until then.</source>
        <translation>Bis dahin antwortet {model}.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Do not switch to {model}</source>
        <translation>Nicht zu {model} wechseln</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Deleting…</source>
        <translation>Wird gelöscht…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Delete what this model has made of your photos, and keep the model</source>
        <translation>Löscht, was dieses Modell aus den Fotos berechnet hat; das Modell bleibt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Delete the model and what it has made of your photos</source>
        <translation>Löscht das Modell und was es aus den Fotos berechnet hat</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Not while photos are looked at: pause that first</source>
        <translation>Nicht während des Einlesens: erst pausieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Keep using</source>
        <translation>Weiter verwenden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Keep using {model}</source>
        <translation>{model} weiter verwenden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Use {model}</source>
        <translation>{model} verwenden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Install {model}</source>
        <translation>{model} installieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Free the vectors of {model}</source>
        <translation>Vektoren von {model} freigeben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Remove {model}</source>
        <translation>{model} entfernen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_card.py"/>
        <source>Delete the vectors</source>
        <translation>Vektoren löschen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_menu.py"/>
        <source>switching</source>
        <translation>Wechsel läuft</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/model_menu.py"/>
        <source>{n} photos to look at first</source>
        <translation>
            <numerusform>erst noch {n} Foto ansehen</numerusform>
            <numerusform>erst noch {n} Fotos ansehen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>32-bit weights</source>
        <translation>32-Bit-Gewichte</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>16-bit weights</source>
        <translation>16-Bit-Gewichte</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>8-bit weights</source>
        <translation>8-Bit-Gewichte</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Not installed any more</source>
        <translation>Nicht mehr installiert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Built in</source>
        <translation>Eingebaut</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Installed, {size}</source>
        <translation>Installiert, {size}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>{size} to download</source>
        <translation>{size} herunterzuladen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>licence not known</source>
        <translation>Lizenz unbekannt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>{n} numbers a photo</source>
        <translation>{n} Zahlen je Foto</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/model_words.py"/>
        <source>{n} classes for tags and words</source>
        <translation>
            <numerusform>{n} Klasse für Schlagwörter und Wortsuche</numerusform>
            <numerusform>{n} Klassen für Schlagwörter und Wortsuche</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>look-alikes only: no tags, no search by word</source>
        <translation>nur ähnliche Fotos: keine Schlagwörter, keine Wortsuche</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>measuring its speed…</source>
        <translation>Tempo wird gemessen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>{rate} photos a second here</source>
        <translation>hier {rate} Fotos je Sekunde</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Vectors of {photos} take {size}</source>
        <translation>Vektoren von {photos} belegen {size}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>No photo of this library looked at yet</source>
        <translation>Noch kein Foto dieser Bibliothek angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <location filename="../../photosim/ui/status.py"/>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Starting with {name}…</source>
        <translation>{name} beginnt…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Making {name} ready…</source>
        <translation>{name} wird vorbereitet…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Downloading {done} of {total}</source>
        <translation>{done} von {total} heruntergeladen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Switching is paused: {done} of {photos} looked at</source>
        <translation>Wechsel pausiert: {done} von {photos} angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Switching has stopped: {done} of {photos} looked at</source>
        <translation>Wechsel stehen geblieben: {done} von {photos} angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Switching goes on when the folders have been looked through: {done} of {photos} looked at</source>
        <translation>Der Wechsel geht nach dem Durchsehen der Ordner weiter: {done} von {photos} angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Switching: {done} of {photos} looked at</source>
        <translation>Wechsel: {done} von {photos} angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Delete the vectors of {photos} ({size})?</source>
        <translation>Die Vektoren von {photos} löschen ({size})?</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Remove what is left of {model}, the vectors of {photos} ({size})?</source>
        <translation>Was von {model} übrig ist entfernen, die Vektoren von {photos} ({size})?</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Remove {model} and its files ({files})?</source>
        <translation>{model} und seine Dateien entfernen ({files})?</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>To use it again, it would have to be installed again.</source>
        <translation>Um es wieder zu verwenden, müsste es neu installiert werden.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Remove {model} and its files ({files}), and with them the vectors of {photos} ({size})?</source>
        <translation>{model} und seine Dateien entfernen ({files}), und damit die Vektoren von {photos} ({size})?</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>To use {model} again, {photos} would have to be looked at again.</source>
        <translation>Um {model} wieder zu verwenden, müsste es {photos} neu ansehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>To use {model} again, {photos} would have to be looked at again, which takes {time} or more.</source>
        <translation>Um {model} wieder zu verwenden, müsste es {photos} neu ansehen; das dauert {time} oder länger.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>To use it again, it would have to be installed again, and {photos} would have to be looked at again.</source>
        <translation>Um es wieder zu verwenden, müsste es neu installiert werden und {photos} neu ansehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>To use it again, it would have to be installed again, and {photos} would have to be looked at again, which takes {time} or more.</source>
        <translation>Um es wieder zu verwenden, müsste es neu installiert werden und {photos} neu ansehen; das dauert {time} oder länger.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Runs on {provider}</source>
        <translation>Läuft auf {provider}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/model_words.py"/>
        <source>Installed: {runtime}.</source>
        <translation>Installiert: {runtime}.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/models.py"/>
        <source>The vectors of {model} are deleted: {size} less on this disk.</source>
        <translation>Die Vektoren von {model} sind gelöscht: {size} weniger auf diesem Laufwerk.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/models.py"/>
        <source>{model} is removed: {size} less on this disk.</source>
        <translation>{model} ist entfernt: {size} weniger auf diesem Laufwerk.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/models_page.py"/>
        <source>A model looks at every photo once and turns it into numbers, its vector; photos with similar vectors look alike. The vectors of each model are kept beside those of the others, so going back to a model is instant.</source>
        <translation>Ein Modell sieht jedes Foto einmal an und macht daraus Zahlen, seinen Vektor; Fotos mit ähnlichen Vektoren sehen sich ähnlich. Die Vektoren jedes Modells bleiben neben denen der anderen erhalten; der Weg zurück zu einem Modell geht daher sofort.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/models_page.py"/>
        <source>Models are kept in {folder}</source>
        <translation>Modelle liegen in {folder}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/models_page.py"/>
        <source>{model} is in use</source>
        <translation>{model} ist in Gebrauch</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/models_page.py"/>
        <source>{size} free on this disk</source>
        <translation>{size} frei auf diesem Laufwerk</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/overview.py"/>
        <source>Not with this model</source>
        <translation>Nicht mit diesem Modell</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/pages.py"/>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>this photo</source>
        <translation>dieses Foto</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Open {n} photos, each in its program?</source>
        <translation>
            <numerusform>{n} Foto im zugehörigen Programm öffnen?</numerusform>
            <numerusform>{n} Fotos öffnen, jedes in seinem Programm?</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>No program was found that opens {name}.</source>
        <translation>Kein Programm gefunden, das {name} öffnet.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>{name} and others ({n} in all) are not there at the moment.</source>
        <translation>
            <numerusform>{name} ist gerade nicht da.</numerusform>
            <numerusform>{name} und andere ({n} insgesamt) sind gerade nicht da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Copied {n} photos.</source>
        <translation>
            <numerusform>{n} Foto kopiert.</numerusform>
            <numerusform>{n} Fotos kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Copied the picture.</source>
        <translation>Bild kopiert.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Copied the paths of {n} photos.</source>
        <translation>
            <numerusform>Pfad von {n} Foto kopiert.</numerusform>
            <numerusform>Pfade von {n} Fotos kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Copied the details.</source>
        <translation>Angaben kopiert.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>{n} photos are shown again.</source>
        <translation>
            <numerusform>{n} Foto wird wieder angezeigt.</numerusform>
            <numerusform>{n} Fotos werden wieder angezeigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Undo showing {n} photos again</source>
        <translation>
            <numerusform>{n} Foto doch ausgeblendet lassen</numerusform>
            <numerusform>{n} Fotos doch ausgeblendet lassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>{n} photos are hidden.</source>
        <translation>
            <numerusform>{n} Foto ist ausgeblendet.</numerusform>
            <numerusform>{n} Fotos sind ausgeblendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Undo hiding {n} photos</source>
        <translation>
            <numerusform>Ausblenden von {n} Foto rückgängig machen</numerusform>
            <numerusform>Ausblenden von {n} Fotos rückgängig machen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>{n} photos are no look-alikes of {name} any more.</source>
        <translation>
            <numerusform>{n} Foto gilt nicht mehr als ähnlich wie {name}.</numerusform>
            <numerusform>{n} Fotos gelten nicht mehr als ähnlich wie {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>Undo telling {n} photos apart</source>
        <translation>
            <numerusform>{n} Foto wieder als ähnlich gelten lassen</numerusform>
            <numerusform>{n} Fotos wieder als ähnlich gelten lassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/photo_actions.py"/>
        <source>{n} photos are as before.</source>
        <translation>
            <numerusform>{n} Foto ist wie vorher.</numerusform>
            <numerusform>{n} Fotos sind wie vorher.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_delegate.py"/>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_model.py"/>
        <source>photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_model.py"/>
        <source>cannot be shown: {reason}</source>
        <translation>kann nicht angezeigt werden: {reason}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_model.py"/>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>{percent} % alike</source>
        <translation>{percent} % ähnlich</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_model.py"/>
        <source>{n} nearly identical</source>
        <translation>{n} fast gleiche</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_model.py"/>
        <source>This photo has left the library</source>
        <translation>Dieses Foto ist nicht mehr in der Bibliothek</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/photo_model.py"/>
        <source>Cannot be shown: {reason}</source>
        <translation>Kann nicht angezeigt werden: {reason}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/preview.py"/>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/preview.py"/>
        <source>Arrow keys draw and move a box, with Shift they resize it; Enter searches there, Esc removes it.</source>
        <translation>Pfeiltasten ziehen und verschieben einen Rahmen, mit Umschalt ändern sie seine Größe; Eingabe sucht darin, Esc entfernt ihn.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/preview.py"/>
        <source>Drag a box to search for that part only</source>
        <translation>Einen Rahmen ziehen, um nur nach diesem Ausschnitt zu suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_chips.py"/>
        <source>What is shown</source>
        <translation>Was zu sehen ist</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_chips.py"/>
        <source>{part}: {what}</source>
        <translation>{part}: {what}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_chips.py"/>
        <source>{part}, {what}</source>
        <translation>{part}, {what}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>Best first</source>
        <translation>Beste zuerst</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>Most alike first</source>
        <translation>Ähnlichste zuerst</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>By folder</source>
        <translation>Nach Ordner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>Sort the answer</source>
        <translation>Ergebnis sortieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>Show near-identical photos as one</source>
        <translation>Fast gleiche Fotos als eines zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>Strict</source>
        <translation>Streng</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>How alike photos must be</source>
        <translation>Wie ähnlich Fotos sein müssen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>All photos found are shown, however far they are</source>
        <translation>Alle gefundenen Fotos sind zu sehen, auch wenig ähnliche</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>Only the nearest photos are shown</source>
        <translation>Nur die ähnlichsten Fotos sind zu sehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_controls.py"/>
        <source>How alike photos must be to be shown: further to the right fewer are</source>
        <translation>Wie ähnlich Fotos sein müssen, um gezeigt zu werden: weiter rechts sind es weniger</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_page.py"/>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Look-alikes</source>
        <translation>Ähnliche Fotos</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/query_page.py"/>
        <source>Show {n} more photos that are less alike</source>
        <translation>
            <numerusform>{n} weiteres, weniger ähnliches Foto zeigen</numerusform>
            <numerusform>{n} weitere, weniger ähnliche Fotos zeigen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_page.py"/>
        <source>Show more photos</source>
        <translation>Weitere Fotos zeigen</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/query_page.py"/>
        <source>{done} of {n} photos looked at so far</source>
        <translation>
            <numerusform>bisher {done} von {n} Foto angesehen</numerusform>
            <numerusform>bisher {done} von {n} Fotos angesehen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Hidden photos</source>
        <translation>Ausgeblendete Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>{page} - photosim</source>
        <translation>{page} - photosim</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Look-alikes of {n} photos</source>
        <translation>
            <numerusform>Ähnlich wie {n} Foto</numerusform>
            <numerusform>Ähnlich wie {n} Fotos</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Look-alikes of a part of {name}</source>
        <translation>Ähnlich wie ein Ausschnitt von {name}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Look-alikes of {name}</source>
        <translation>Ähnlich wie {name}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Photos of {text}</source>
        <translation>Fotos zu {text}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Photos like {n} photos, but {text}</source>
        <translation>
            <numerusform>Fotos wie {n} Foto, aber {text}</numerusform>
            <numerusform>Fotos wie {n} Fotos, aber {text}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Photos like a part of {name}, but {text}</source>
        <translation>Fotos wie ein Ausschnitt von {name}, aber {text}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Photos like {name}, but {text}</source>
        <translation>Fotos wie {name}, aber {text}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Search without this photo</source>
        <translation>Ohne dieses Foto suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Search by the words alone</source>
        <translation>Nur mit den Wörtern suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>only a part</source>
        <translation>nur ein Ausschnitt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Search with the whole photo</source>
        <translation>Mit dem ganzen Foto suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>focus: {name}</source>
        <translation>Fokus: {name}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Search by looks alone</source>
        <translation>Nur nach dem Aussehen suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Show the whole library</source>
        <translation>Ganze Bibliothek anzeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>photo {number}</source>
        <translation>Foto {number}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Show photos without this tag, too</source>
        <translation>Auch Fotos ohne dieses Schlagwort anzeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>in {folder}</source>
        <translation>in {folder}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Show photos of all folders</source>
        <translation>Fotos aller Ordner anzeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>hidden photos</source>
        <translation>ausgeblendete Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <source>Show the photos that are not hidden</source>
        <translation>Die nicht ausgeblendeten Fotos anzeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>Skipped photos</source>
        <translation>Übersprungene Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/query_words.py"/>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file is truncated</source>
        <translation>die Datei ist abgeschnitten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file is damaged</source>
        <translation>die Datei ist beschädigt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file is gone</source>
        <translation>die Datei ist nicht mehr da</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>no permission to read the file</source>
        <translation>keine Berechtigung, die Datei zu lesen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>not enough memory to decode it</source>
        <translation>zu wenig Arbeitsspeicher, um sie zu öffnen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file cannot be read: {why}</source>
        <translation>die Datei kann nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the picture has no pixels</source>
        <translation>das Bild hat keine Bildpunkte</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the photo is too large ({width} x {height} pixels)</source>
        <translation>das Foto ist zu groß ({width} x {height} Bildpunkte)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>it is a folder, not a photo</source>
        <translation>das ist ein Ordner, kein Foto</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>it is not a regular file</source>
        <translation>das ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>it is not a photo in a known format</source>
        <translation>das ist kein Foto in einem bekannten Format</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>HEIC photos need the optional package pillow-heif</source>
        <translation>HEIC-Fotos brauchen das optionale Paket pillow-heif</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>HEIC photos cannot be read by this program; save them as JPEG</source>
        <translation>HEIC-Fotos kann dieses Programm nicht lesen; als JPEG speichern</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library has no photo number {number}</source>
        <translation>die Bibliothek hat kein Foto Nummer {number}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>cannot read the folder {folder}: {why}</source>
        <translation>der Ordner {folder} kann nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} does not exist</source>
        <translation>den Ordner {folder} gibt es nicht</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} is not there</source>
        <translation>der Ordner {folder} ist nicht da</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{folder} is not a folder</source>
        <translation>{folder} ist kein Ordner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} is suddenly empty</source>
        <translation>der Ordner {folder} ist plötzlich leer</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>its photos are kept</source>
        <translation>die Fotos darin bleiben erhalten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{folder} is no folder of the library</source>
        <translation>{folder} ist kein Ordner der Bibliothek</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{folder} is a file, not a folder</source>
        <translation>{folder} ist eine Datei, kein Ordner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is no folder {folder}</source>
        <translation>es gibt keinen Ordner {folder}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} was removed from the library</source>
        <translation>der Ordner {folder} wurde aus der Bibliothek entfernt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>to leave out a folder give its whole path; {rule} is neither that nor a name</source>
        <translation>um einen Ordner auszulassen, den ganzen Pfad angeben; {rule} ist weder das noch ein Name</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>The disk with the library has only {n} MB left: {folder}</source>
        <translation>Das Laufwerk mit der Bibliothek hat nur noch {n} MB frei: {folder}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>The disk with the thumbnails has only {n} MB left: {folder}</source>
        <translation>Das Laufwerk mit den Vorschaubildern hat nur noch {n} MB frei: {folder}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>cannot create the folder {folder}: {why}</source>
        <translation>der Ordner {folder} kann nicht angelegt werden: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} cannot be written</source>
        <translation>in den Ordner {folder} kann nicht geschrieben werden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the folder {folder} cannot be written: {why}</source>
        <translation>in den Ordner {folder} kann nicht geschrieben werden: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Not a directory</source>
        <translation>kein Ordner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Is a directory</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>No space left on device</source>
        <translation>kein Platz mehr auf dem Laufwerk</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Read-only file system</source>
        <translation>das Laufwerk ist schreibgeschützt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Stale file handle</source>
        <translation>der Netzwerkordner ist nicht mehr verbunden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the disk is full: the library at {path} cannot grow; what was done so far is kept</source>
        <translation>das Laufwerk ist voll: die Bibliothek {path} kann nicht wachsen; das bisher Erledigte bleibt erhalten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library at {path} is damaged ({error}); move that file away to start a new one, your photos are not touched</source>
        <translation>die Bibliothek {path} ist beschädigt ({error}); wird diese Datei verschoben, beginnt eine neue, die Fotos bleiben unberührt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library at {path} cannot be written</source>
        <translation>in die Bibliothek {path} kann nicht geschrieben werden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library at {path} cannot be opened: it is not a file, or its folder cannot be written</source>
        <translation>die Bibliothek {path} kann nicht geöffnet werden: sie ist keine Datei, oder in ihren Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>another program is busy with the library at {path}; try again in a moment</source>
        <translation>ein anderes Programm arbeitet gerade mit der Bibliothek {path}; gleich noch einmal versuchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library at {path} cannot be used: {error}</source>
        <translation>die Bibliothek {path} kann nicht verwendet werden: {error}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the search index could not be built: {error}</source>
        <translation>der Suchindex konnte nicht erstellt werden: {error}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>cannot save the window's settings to {file}: {why}</source>
        <translation>die Einstellungen des Fensters können nicht in {file} gespeichert werden: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>type a word</source>
        <translation>ein Wort eingeben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is no word in {text}</source>
        <translation>in {text} ist kein Wort</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{word} is not among the {count} words known</source>
        <translation>{word} ist nicht unter den {count} bekannten Wörtern</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{text} may be {names}; say which</source>
        <translation>{text} kann {names} sein; bitte genauer angeben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>did you mean {names}?</source>
        <translation>vielleicht gemeint: {names}?</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is no class, group or album called {text}</source>
        <translation>keine Klasse, keine Gruppe und kein Album heißt {text}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is no album called {text}</source>
        <translation>kein Album heißt {text}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the name of a class, a group or an album is missing</source>
        <translation>der Name einer Klasse, einer Gruppe oder eines Albums fehlt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the text is too long: {count} characters, at most {most} are looked at</source>
        <translation>der Text ist zu lang: {count} Zeichen, höchstens {most} werden gelesen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>nobody knows '{word}', taken for {meant}</source>
        <translation>„{word}“ ist unbekannt, gelesen als {meant}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{word}: showing {names}</source>
        <translation>{word}: zu sehen sind {names}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{word}: the photos of the album</source>
        <translation>{word}: die Fotos des Albums</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{word}: the photos of the album and others like them</source>
        <translation>{word}: die Fotos des Albums und ähnliche</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{word}: photos like those of the album</source>
        <translation>{word}: Fotos wie die des Albums</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{word}: no photo</source>
        <translation>{word}: kein Foto</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>no photo shows {word} (looked for {names})</source>
        <translation>kein Foto zeigt {word} (gesucht: {names})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>no photo shows all of it at once</source>
        <translation>kein Foto zeigt alles zugleich</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>no photo shows anything near '{text}'</source>
        <translation>kein Foto zeigt etwas wie „{text}“</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>no photo shows {word}</source>
        <translation>kein Foto zeigt {word}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{n} with all of it come first</source>
        <translation>{n} mit allem zusammen kommen zuerst</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>left out: {words}</source>
        <translation>ausgelassen: {words}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>unknown: {words}</source>
        <translation>unbekannt: {words}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>only the beginning of the text was read</source>
        <translation>nur der Anfang des Textes wurde gelesen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the word is not known</source>
        <translation>das Wort ist unbekannt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the words are not known</source>
        <translation>die Wörter sind unbekannt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the word is not known, only English ones are</source>
        <translation>das Wort ist unbekannt, bekannt sind nur englische</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the words are not known, only English ones are</source>
        <translation>die Wörter sind unbekannt, bekannt sind nur englische</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{host} takes longer than {n} seconds</source>
        <translation>{host} braucht länger als {n} Sekunden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{host} does not give it ({why})</source>
        <translation>{host} gibt es nicht heraus ({why})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{host} gives a web page, not a picture</source>
        <translation>{host} schickt eine Webseite, kein Bild</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{host} gives more than {n} MB</source>
        <translation>{host} schickt mehr als {n} MB</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{host} cannot be reached ({why})</source>
        <translation>{host} ist nicht erreichbar ({why})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{host} is busy ({why})</source>
        <translation>{host} ist überlastet ({why})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{host} does not have it ({why})</source>
        <translation>{host} hat es nicht ({why})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{url} is an address inside this network</source>
        <translation>{url} ist eine Adresse in diesem Netz</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{url} is no web address</source>
        <translation>{url} ist keine Webadresse</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{url} is not an https address</source>
        <translation>{url} ist keine https-Adresse</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} is in use; use another one first (photosim models use NAME)</source>
        <translation>das Modell {name} ist in Gebrauch; erst ein anderes verwenden (photosim models use NAME)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} comes with photosim and stays</source>
        <translation>das Modell {name} gehört zu photosim und bleibt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} is installed already</source>
        <translation>das Modell {name} ist schon installiert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is a model {name} already; remove it first, or give the new one another name</source>
        <translation>ein Modell {name} gibt es schon; erst entfernen oder dem neuen einen anderen Namen geben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} failed: {why}</source>
        <translation>das Modell {name} ist gescheitert: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} has no class weights</source>
        <translation>das Modell {name} hat keine Klassengewichte</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} knows no classes, so tags and focus are off with it</source>
        <translation>das Modell {name} kennt keine Klassen, daher gibt es mit ihm weder Schlagwörter noch Fokus</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} has {n} classes without known names, so tags and focus are off with it</source>
        <translation>das Modell {name} hat {n} Klassen ohne bekannte Namen, daher gibt es mit ihm weder Schlagwörter noch Fokus</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model {name} comes without class weights, so tags and focus are off with it</source>
        <translation>das Modell {name} kommt ohne Klassengewichte, daher gibt es mit ihm weder Schlagwörter noch Fokus</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{name} answers in the place of {other}: {why}</source>
        <translation>{name} antwortet anstelle von {other}: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>its files are gone</source>
        <translation>seine Dateien sind nicht mehr da</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>another photosim has changed the library to {other}; here {name} answers until the next start</source>
        <translation>ein anderes photosim hat die Bibliothek auf {other} umgestellt; hier antwortet bis zum nächsten Start {name}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the library is changing to the model {other}; to stay with {name}: photosim models use {now}</source>
        <translation>die Bibliothek wechselt zum Modell {other}; um bei {name} zu bleiben: photosim models use {now}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>install or import the model {name} again</source>
        <translation>das Modell {name} neu installieren oder importieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model file {path} is gone</source>
        <translation>die Modelldatei {path} ist nicht mehr da</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model file {path} is damaged</source>
        <translation>die Modelldatei {path} ist beschädigt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file of class weights {path} is gone</source>
        <translation>die Datei der Klassengewichte {path} ist nicht mehr da</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{provider} is not in the installed {runtime}, which offers: {names}</source>
        <translation>{provider} gehört nicht zum installierten {runtime}; das bietet: {names}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model file {path} is damaged; install the model {name} again</source>
        <translation>die Modelldatei {path} ist beschädigt; das Modell {name} neu installieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the model file {path} cannot be read: {why}</source>
        <translation>die Modelldatei {path} kann nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is no ONNX model, or it is damaged or cut off</source>
        <translation>die Datei {path} ist kein ONNX-Modell, oder sie ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is no ONNX model: it has no graph</source>
        <translation>die Datei {path} ist kein ONNX-Modell: sie hat keinen Graphen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is damaged or cut off</source>
        <translation>die Datei {path} ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is cut off</source>
        <translation>die Datei {path} ist abgeschnitten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is empty</source>
        <translation>die Datei {path} ist leer</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} cannot be read: {why}</source>
        <translation>die Datei {path} kann nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} is a web page, not a model; the download went wrong</source>
        <translation>die Datei {path} ist eine Webseite, kein Modell; beim Herunterladen ging etwas schief</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>the file {path} only points to a model (Git LFS); download the model itself</source>
        <translation>die Datei {path} verweist nur auf ein Modell (Git LFS); das Modell selbst herunterladen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>there is not enough room in {folder}: {needed} are needed, {free} are free</source>
        <translation>in {folder} ist nicht genug Platz: {needed} sind nötig, {free} sind frei</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>{file} could not be downloaded: {problems}; nothing was installed</source>
        <translation>{file} konnte nicht heruntergeladen werden: {problems}; nichts wurde installiert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/reasons.py"/>
        <source>Something went wrong; the log file has the details.</source>
        <translation>Etwas ist schiefgegangen; Näheres steht im Protokoll.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/search_box.py"/>
        <source>search: a word, or drop a photo here</source>
        <translation>Suche: ein Wort (englisch), oder ein Foto hierher ziehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/search_box.py"/>
        <source>Find photos by what they show ({key})</source>
        <translation>Fotos nach dem finden, was sie zeigen ({key})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/search_box.py"/>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/search_box.py"/>
        <source>Like this photo, but {text}</source>
        <translation>Wie dieses Foto, aber {text}</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/search_box.py"/>
        <source>Like these {n} photos, but {text}</source>
        <translation>
            <numerusform>Wie dieses {n} Foto, aber {text}</numerusform>
            <numerusform>Wie diese {n} Fotos, aber {text}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Changes hold at once</source>
        <translation>Änderungen gelten sofort</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Photos in these folders and in the folders below them belong to the library.</source>
        <translation>Die Fotos in diesen Ordnern und ihren Unterordnern gehören zur Bibliothek.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Folders of the library</source>
        <translation>Ordner der Bibliothek</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Hidden folders, recycle bins and the folders in which network drives keep thumbnails are always left out. Here you can leave out more: a folder with all that is below it, or every file and folder whose name fits a pattern, such as *.gif or screenshots.</source>
        <translation>Versteckte Ordner, Papierkörbe und die Ordner, in denen Netzlaufwerke Vorschaubilder ablegen, bleiben immer aus. Hier lässt sich mehr auslassen: ein Ordner mit allem darunter oder alle Dateien und Ordner, deren Name zu einem Muster passt, etwa *.gif oder screenshots.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>A name or pattern</source>
        <translation>Name oder Muster</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Name or pattern to leave out</source>
        <translation>Name oder Muster, das ausgelassen wird</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Leave out this name or pattern</source>
        <translation>Diesen Namen oder dieses Muster auslassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Leave out a folder…</source>
        <translation>Ordner auslassen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>The model looks at each photo and decides which ones look alike.</source>
        <translation>Das Modell sieht jedes Foto an und entscheidet, welche sich ähnlich sehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Choose a model…</source>
        <translation>Modell auswählen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>The fastest that works</source>
        <translation>Das Schnellste, das geht</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>How much of the computer photosim takes while it looks at new photos.</source>
        <translation>Wie viel vom Computer photosim beansprucht, während es neue Fotos ansieht.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Thumbnails</source>
        <translation>Vorschaubilder</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Room on disk</source>
        <translation>Platz auf dem Laufwerk</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Clear the thumbnails</source>
        <translation>Vorschaubilder löschen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Small pictures are kept so that the library opens at once. They are made anew when they are gone.</source>
        <translation>Kleine Bilder werden aufgehoben, damit die Bibliothek sofort zu sehen ist. Fehlen sie, werden sie neu gemacht.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Nothing leaves this computer. Your photos are only read, unless you move one to the trash. photosim goes to the network for two things, and only when told to: to download a model, and to fetch a picture dropped from a web page.</source>
        <translation>Nichts verlässt diesen Computer. Fotos werden nur gelesen, außer wenn eines in den Papierkorb gelegt wird. Ins Netz geht photosim nur für zweierlei und nur auf Wunsch: um ein Modell herunterzuladen und um ein Bild zu holen, das von einer Webseite hierher gezogen wurde.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Forget recent searches</source>
        <translation>Letzte Suchen vergessen</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>{n} searches are remembered.</source>
        <translation>
            <numerusform>{n} Suche ist gemerkt.</numerusform>
            <numerusform>{n} Suchen sind gemerkt.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>No search is remembered.</source>
        <translation>Keine Suche ist gemerkt.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>{model} looks at each photo and decides which ones look alike.</source>
        <translation>{model} sieht jedes Foto an und entscheidet, welche sich ähnlich sehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Now: {provider} ({runtime})</source>
        <translation>Jetzt: {provider} ({runtime})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Not used yet ({runtime})</source>
        <translation>Noch nicht benutzt ({runtime})</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Up to {n} GB</source>
        <translation>Bis zu {n} GB</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>{n} thumbnails, {size}, in {folder}</source>
        <translation>
            <numerusform>{n} Vorschaubild, {size}, in {folder}</numerusform>
            <numerusform>{n} Vorschaubilder, {size}, in {folder}</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_page.py"/>
        <source>Leave out a folder</source>
        <translation>Ordner auslassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <source>{count}, not there now</source>
        <translation>{count}, gerade nicht da</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <source>Remove the folder {name}</source>
        <translation>Ordner {name} entfernen</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/settings_rows.py"/>
        <source>Its {n} photos leave the library, and what is known of them is forgotten. The files stay where they are.</source>
        <translation>
            <numerusform>Das Foto darin verlässt die Bibliothek, und was darüber bekannt ist, wird vergessen. Die Datei bleibt, wo sie ist.</numerusform>
            <numerusform>Die {n} Fotos darin verlassen die Bibliothek, und was über sie bekannt ist, wird vergessen. Die Dateien bleiben, wo sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <source>Remove from the library</source>
        <translation>Aus der Bibliothek entfernen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <source>Remove the folder {name} from the library</source>
        <translation>Ordner {name} aus der Bibliothek entfernen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <source>Keep the folder {name}</source>
        <translation>Ordner {name} behalten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/settings_rows.py"/>
        <source>Leave out {name} no longer</source>
        <translation>{name} nicht mehr auslassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/several.py"/>
        <source>Look-alikes of these</source>
        <translation>Ähnlich wie diese</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/several.py"/>
        <source>Show both photos side by side</source>
        <translation>Beide Fotos nebeneinander zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/several.py"/>
        <source>Show photos that look like what these have in common</source>
        <translation>Fotos zeigen, die dem ähneln, was diese gemeinsam haben</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/several.py"/>
        <source>{n} photos selected</source>
        <translation>
            <numerusform>{n} Foto ausgewählt</numerusform>
            <numerusform>{n} Fotos ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/several.py"/>
        <source>The page is about {n} photos</source>
        <translation>
            <numerusform>Auf dieser Seite geht es um {n} Foto</numerusform>
            <numerusform>Auf dieser Seite geht es um {n} Fotos</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Selected photos</source>
        <translation>Ausgewählte Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <location filename="../../photosim/ui/toolbar.py"/>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Among photos</source>
        <translation>Zwischen Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Photo shown large</source>
        <translation>Großes Foto</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Box on the preview</source>
        <translation>Rahmen in der Vorschau</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Elsewhere</source>
        <translation>Sonst</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Go to a neighbour</source>
        <translation>Zum Nachbarn gehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>First and last photo</source>
        <translation>Erstes und letztes Foto</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>A page up and down</source>
        <translation>Eine Seite auf und ab</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Select on the way</source>
        <translation>Unterwegs auswählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Shift with these</source>
        <translation>Umschalt dazu</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Go without selecting</source>
        <translation>Gehen, ohne auszuwählen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Ctrl with these</source>
        <translation>Strg dazu</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Add a photo or leave it out</source>
        <translation>Ein Foto dazunehmen oder weglassen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Go to a file name</source>
        <translation>Zu einem Dateinamen gehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Type its beginning</source>
        <translation>Den Anfang tippen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Larger and smaller</source>
        <translation>Größer und kleiner</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Ctrl and wheel</source>
        <translation>Strg und Mausrad</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Next and previous photo</source>
        <translation>Nächstes und voriges Foto</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Whole photo</source>
        <translation>Ganzes Foto</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Its single pixels</source>
        <translation>Einzelne Bildpunkte</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Slide show</source>
        <translation>Diaschau</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Back to the photos</source>
        <translation>Zurück zu den Fotos</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Draw it, move it</source>
        <translation>Ziehen, verschieben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Resize it</source>
        <translation>Größe ändern</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Search in it</source>
        <translation>Darin suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Take it away</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>To the message shown</source>
        <translation>Zur gezeigten Meldung</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Close that message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Back and forward</source>
        <translation>Zurück und vorwärts</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Mouse side buttons</source>
        <translation>Seitentasten der Maus</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>From part to part</source>
        <translation>Von Bereich zu Bereich</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/shortcuts.py"/>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>not there now</source>
        <translation>gerade nicht da</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Not there now: its photos are kept and come back with it.</source>
        <translation>Gerade nicht da: die Fotos darin bleiben erhalten und kommen mit dem Ordner zurück.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Tidy up</source>
        <translation>Aufräumen</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/side_lines.py"/>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>{n} groups</source>
        <translation>
            <numerusform>{n} Gruppe</numerusform>
            <numerusform>{n} Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Photos that are there twice or nearly so</source>
        <translation>Fotos, die doppelt oder beinahe doppelt da sind</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Photos that could not be read, and why</source>
        <translation>Fotos, die nicht gelesen werden konnten, mit dem Grund</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Photos that you hid; a click shows them</source>
        <translation>Ausgeblendete Fotos; ein Klick zeigt sie</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_lines.py"/>
        <source>Search again for {text}</source>
        <translation>Erneut nach {text} suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Look for changes in all folders</source>
        <translation>In allen Ordnern nach Neuem sehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Search again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Forget this search</source>
        <translation>Diese Suche vergessen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Forget all searches</source>
        <translation>Alle Suchen vergessen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Show only this folder</source>
        <translation>Nur diesen Ordner zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Open in the file manager</source>
        <translation>Im Dateimanager öffnen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Look for changes</source>
        <translation>Nach Neuem sehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Remove from the library…</source>
        <translation>Aus der Bibliothek entfernen…</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/side_menu.py"/>
        <source>Remove {folder} from the library? Its {n} photos leave the library; the files stay where they are.</source>
        <translation>
            <numerusform>{folder} aus der Bibliothek entfernen? Das Foto darin verlässt die Bibliothek; die Datei bleibt, wo sie ist.</numerusform>
            <numerusform>{folder} aus der Bibliothek entfernen? Die {n} Fotos darin verlassen die Bibliothek; die Dateien bleiben, wo sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_panel.py"/>
        <source>Select a photo to see its look-alikes.</source>
        <translation>Ein Foto auswählen, um ähnliche zu sehen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_tree.py"/>
        <source>{line}, shown alone</source>
        <translation>{line}, nur diese zu sehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_view.py"/>
        <source>Folders, tags and searches</source>
        <translation>Ordner, Schlagwörter und Suchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/side_view.py"/>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/sides.py"/>
        <source>The folder {folder} cannot be opened</source>
        <translation>Der Ordner {folder} kann nicht geöffnet werden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/sides.py"/>
        <source>{folder} has left the library. Its files are where they were.</source>
        <translation>{folder} ist nicht mehr in der Bibliothek. Die Dateien sind, wo sie waren.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Show as a page</source>
        <translation>Als Seite zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Drag a box on the picture to search for that part only.</source>
        <translation>Auf dem Bild einen Rahmen ziehen, um nur nach diesem Ausschnitt zu suchen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Make the photos that look like this part the page</source>
        <translation>Fotos, die diesem Ausschnitt ähneln, als Seite zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Look-alikes of this part</source>
        <translation>Ähnlich wie dieser Ausschnitt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>{width} × {height}</source>
        <translation>{width} × {height}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Not in the library</source>
        <translation>Nicht in der Bibliothek</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>{indexed} of {photos} looked at so far</source>
        <translation>bisher {indexed} von {photos} angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Closest of the photos the filter shows</source>
        <translation>Ähnlichste der Fotos, die der Filter zeigt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Closest of {photos}</source>
        <translation>Ähnlichste von {photos}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>The filter shows no other photos.</source>
        <translation>Der Filter zeigt keine anderen Fotos.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>No other photos to compare with yet.</source>
        <translation>Noch keine anderen Fotos zum Vergleichen.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>Focus: {name}</source>
        <translation>Fokus: {name}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>The look-alikes are narrowed to this</source>
        <translation>Die ähnlichen Fotos sind darauf eingegrenzt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>{percent}%</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>{certainty} certain</source>
        <translation>{certainty} sicher</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/similar_panel.py"/>
        <source>{told}
Click to narrow the look-alikes to this</source>
        <translation>{told}
Klick grenzt die ähnlichen Fotos darauf ein</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/skipped_model.py"/>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>Retry all</source>
        <translation>Alle erneut versuchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>Retry selected</source>
        <translation>Ausgewählte erneut versuchen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>Copy reasons</source>
        <translation>Gründe kopieren</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>{n} reasons are copied.</source>
        <translation>
            <numerusform>{n} Grund ist kopiert.</numerusform>
            <numerusform>{n} Gründe sind kopiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>{n} photos could not be read. They are left as they are, and looked at again once their files change.</source>
        <translation>
            <numerusform>{n} Foto konnte nicht gelesen werden. Es bleibt, wie es ist, und wird wieder angesehen, sobald sich seine Datei ändert.</numerusform>
            <numerusform>{n} Fotos konnten nicht gelesen werden. Sie bleiben, wie sie sind, und werden wieder angesehen, sobald sich ihre Dateien ändern.</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>No photo is skipped</source>
        <translation>Kein Foto übersprungen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/skipped_page.py"/>
        <source>Every photo of the library could be read.</source>
        <translation>Jedes Foto der Bibliothek konnte gelesen werden.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Show which, and why</source>
        <translation>Zeigen, welche und warum</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Indexing</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/status.py"/>
        <source>{n} cannot be read</source>
        <translation>
            <numerusform>{n} nicht lesbar</numerusform>
            <numerusform>{n} nicht lesbar</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Starting…</source>
        <translation>Beginnt…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Waiting for room on the disk</source>
        <translation>Wartet auf Platz auf dem Laufwerk</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Indexing stopped</source>
        <translation>Einlesen angehalten</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/status.py"/>
        <source>{n} photos still to look at</source>
        <translation>
            <numerusform>noch {n} Foto anzusehen</numerusform>
            <numerusform>noch {n} Fotos anzusehen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Indexing speed: {name}. {tip}</source>
        <translation>Tempo beim Einlesen: {name}. {tip}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/status.py"/>
        <source>Indexing speed: {name}</source>
        <translation>Tempo beim Einlesen: {name}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/tagging.py"/>
        <source>Not looked at yet</source>
        <translation>Noch nicht angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/tagging.py"/>
        <source>No tag is certain. Perhaps:</source>
        <translation>Kein Schlagwort ist sicher. Vielleicht:</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/tagging.py"/>
        <source>No tag is certain</source>
        <translation>Kein Schlagwort ist sicher</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/tagging.py"/>
        <source>Albums</source>
        <translation>Alben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/toolbar.py"/>
        <source>Size of the thumbnails</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/toolbar.py"/>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/trash.py"/>
        <source>there is no trash for it</source>
        <translation>dafür gibt es keinen Papierkorb</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/trash.py"/>
        <source>it is not in the trash any more</source>
        <translation>es ist nicht mehr im Papierkorb</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/trash.py"/>
        <source>another file has its place now</source>
        <translation>an seinem Platz ist jetzt eine andere Datei</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/trash.py"/>
        <source>its folder cannot be made again</source>
        <translation>sein Ordner kann nicht wieder angelegt werden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/trash.py"/>
        <source>its folder cannot be written to</source>
        <translation>in seinen Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_painter.py"/>
        <source>Suggested to keep</source>
        <translation>Zum Behalten vorgeschlagen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>Same files</source>
        <translation>Gleiche Dateien</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>Near-identical</source>
        <translation>Fast gleich</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>Bursts</source>
        <translation>Serien</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>Files that hold the same bytes. Whichever is kept, nothing is lost.</source>
        <translation>Dateien mit genau gleichem Inhalt. Welche auch bleibt, nichts geht verloren.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>One picture saved anew: in another size, format or quality, slightly cut, brightened or marked.</source>
        <translation>Ein Bild, neu gespeichert: in anderer Größe, anderem Format oder anderer Qualität, leicht beschnitten, aufgehellt oder markiert.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>Shots of one moment: they look alike, but each is a picture of its own.</source>
        <translation>Aufnahmen eines Augenblicks: sie ähneln sich, aber jede ist ein Bild für sich.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>No two files hold the same bytes.</source>
        <translation>Keine zwei Dateien haben denselben Inhalt.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>No picture was found saved twice. A lower strictness may find more.</source>
        <translation>Kein Bild ist doppelt gespeichert. Geringere Strenge findet vielleicht mehr.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>No shots of one moment were found.</source>
        <translation>Keine Serien gefunden.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>{size} could be freed</source>
        <translation>{size} ließen sich freigeben</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>sharpness {percent} %</source>
        <translation>Schärfe {percent} %</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/twin_words.py"/>
        <source>suggested to keep</source>
        <translation>zum Behalten vorgeschlagen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Date taken</source>
        <translation>Aufnahmedatum</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Z to A</source>
        <translation>Z bis A</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>A to Z</source>
        <translation>A bis Z</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Headings</source>
        <translation>Überschriften</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Sorted by {key}, {way}</source>
        <translation>Sortiert nach {key}, {way}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/view_controls.py"/>
        <source>Sort</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer.py"/>
        <source>Previous photo (Left)</source>
        <translation>Voriges Foto (Links)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer.py"/>
        <source>Next photo (Right)</source>
        <translation>Nächstes Foto (Rechts)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer.py"/>
        <source>This photo cannot be shown: {reason}</source>
        <translation>Dieses Foto kann nicht angezeigt werden: {reason}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer.py"/>
        <source>{row} of {count}</source>
        <translation>{row} von {count}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer.py"/>
        <source>Photo {name}, {place}</source>
        <translation>Foto {name}, {place}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer_bar.py"/>
        <source>Smaller (-)</source>
        <translation>Kleiner (-)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer_bar.py"/>
        <source>Larger (+)</source>
        <translation>Größer (+)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer_bar.py"/>
        <source>Show look-alikes (L)</source>
        <translation>Ähnliche Fotos zeigen (L)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer_bar.py"/>
        <source>Details (I)</source>
        <translation>Angaben (I)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer_bar.py"/>
        <source>Slideshow (P)</source>
        <translation>Diaschau (P)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer_bar.py"/>
        <source>Full screen (F)</source>
        <translation>Vollbild (F)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/viewer_bar.py"/>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>the pasted picture</source>
        <translation>das eingefügte Bild</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>Add the folder {name} to the library?</source>
        <translation>Den Ordner {name} zur Bibliothek hinzufügen?</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>Add folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>Add {n} folders to the library?</source>
        <translation>
            <numerusform>{n} Ordner zur Bibliothek hinzufügen?</numerusform>
            <numerusform>{n} Ordner zur Bibliothek hinzufügen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>Add {n} folders</source>
        <translation>
            <numerusform>{n} Ordner hinzufügen</numerusform>
            <numerusform>{n} Ordner hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>That picture is on the web. photosim fetches nothing from there unless you want it to.</source>
        <translation>Dieses Bild liegt im Netz. photosim holt von dort nichts, wenn es nicht gewünscht ist.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>Fetch this picture from {host}</source>
        <translation>Dieses Bild von {host} holen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/ways_in.py"/>
        <source>Fetching the picture from {host}…</source>
        <translation>Das Bild wird von {host} geholt…</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{size} bytes</source>
        <translation>{size} Byte</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{size} kB</source>
        <translation>{size} kB</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{size} GB</source>
        <translation>{size} GB</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message numerus="yes">
        <location filename="../../photosim/ui/words.py"/>
        <source>{n} photos so far</source>
        <translation>
            <numerusform>bisher {n} Foto</numerusform>
            <numerusform>bisher {n} Fotos</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Sorting the search index</source>
        <translation>Suchindex wird sortiert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Learning the albums</source>
        <translation>Die Alben werden gelernt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Reading when photos were taken: {done} of {total}</source>
        <translation>Aufnahmezeiten werden gelesen: {done} von {total}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Reading photos: {done} of {total}</source>
        <translation>Fotos lesen: {done} von {total}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Comparing photos: {done} of {total}</source>
        <translation>Fotos vergleichen: {done} von {total}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Looking closely at what is alike: {done} of {total}</source>
        <translation>Ähnliche genau ansehen: {done} von {total}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Looking at photos {done} of {total}</source>
        <translation>Fotos ansehen: {done} von {total}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{rate} photos/s</source>
        <translation>{rate} Fotos/s</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>sorting the search index</source>
        <translation>Suchindex wird sortiert</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>learning the albums</source>
        <translation>Alben werden gelernt</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Switching to {model}</source>
        <translation>Wechsel zu {model}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Switching to {model}: {done} of {total}</source>
        <translation>Wechsel zu {model}: {done} von {total}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{n} not looked at yet</source>
        <translation>{n} noch nicht angesehen</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{n} in folders that are not there now</source>
        <translation>{n} in Ordnern, die gerade nicht da sind</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>{names} and {last}</source>
        <translation>{names} und {last}</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Gentle</source>
        <translation>Sparsam</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Half of the processor at the lowest priority: quiet, and easy on a battery.</source>
        <translation>Der halbe Prozessor mit niedrigster Priorität: leise, und schont den Akku.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Quick, but other programs go first.</source>
        <translation>Zügig, aber andere Programme gehen vor.</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <location filename="../../photosim/ui/words.py"/>
        <source>All of the processor. Other programs may feel slow meanwhile.</source>
        <translation>Der ganze Prozessor. Andere Programme können solange träge sein.</translation>
    </message>
</context>
</TS>

"""From pairs to groups that hold together: no photo is led to an unlike one by way of others."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

Pair = tuple[int, int]


def ordered(first: int, second: int) -> Pair:
    """A pair, the lower one first."""
    return (first, second) if first < second else (second, first)


def without_told_apart(groups: Iterable[Sequence[int]], apart: AbstractSet[Pair]) -> list[list[int]]:
    """Groups in each of which no two were told apart; who was told apart from those before begins another one."""
    found = []
    for group in groups:
        parts: list[list[int]] = []
        for photo in group:
            fitting = (part for part in parts if not any(ordered(photo, other) in apart for other in part))
            part = next(fitting, None)
            if part is None:
                parts.append([photo])
            else:
                part.append(photo)
        found += [part for part in parts if len(part) > 1]
    return found


def around_one(
    pairs: Iterable[Pair], best_first: Iterable[int], may_meet: Callable[[int, int], bool]
) -> list[list[int]]:
    """Groups of versions of one picture: each photo is alike to the first of its group, which has most that are.

    Two versions need not be alike to each other, such as the left and the right part of one picture.

    Args:
        pairs: photos that are alike.
        best_first: all of those photos; of those that could begin a group, the one that comes first does.
        may_meet: whether two photos can be in one group.
    """
    near: defaultdict[int, set[int]] = defaultdict(set)
    for first, second in pairs:
        near[first].add(second)
        near[second].add(first)
    rank = {photo: place for place, photo in enumerate(best_first)}
    waiting = [(-len(near[photo]), place, photo) for photo, place in rank.items()]
    heapq.heapify(waiting)
    taken: set[int] = set()
    groups = []
    while waiting:
        known, place, photo = heapq.heappop(waiting)
        free = near[photo] - taken
        if photo in taken or not free:
            continue
        if len(free) < -known:  # some have gone elsewhere meanwhile
            heapq.heappush(waiting, (-len(free), place, photo))
            continue
        group = [photo]
        for other in sorted(free, key=rank.__getitem__):
            if all(may_meet(other, member) for member in group):
                group.append(other)
        if len(group) > 1:
            groups.append(group)
        taken.update(group)
    return groups


def all_alike(pairs: Iterable[Pair]) -> list[list[int]]:
    """Groups in which every two photos are a pair; complete linkage.

    Args:
        pairs: of photos that are alike, most alike first, each once.
    """
    group_of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    links: dict[int, dict[int, int]] = {}  # between two groups: how many pairs there were so far
    for pair in pairs:
        for photo in pair:
            if photo not in group_of:
                group_of[photo] = photo
                members[photo], links[photo] = [photo], {}
        one, other = group_of[pair[0]], group_of[pair[1]]
        if one == other:
            continue
        count = links[one].get(other, 0) + 1
        links[one][other] = links[other][one] = count
        if count == len(members[one]) * len(members[other]):
            _merge(one, other, group_of, members, links)
    return [group for group in members.values() if len(group) > 1]


def _merge(
    one: int, other: int, group_of: dict[int, int], members: dict[int, list[int]], links: dict[int, dict[int, int]]
) -> None:
    """Put the smaller of two groups into the larger one."""
    large, small = (one, other) if len(members[one]) >= len(members[other]) else (other, one)
    for photo in members[small]:
        group_of[photo] = large
    members[large] += members.pop(small)
    del links[large][small]
    for third, count in links.pop(small).items():
        if third != large:
            links[large][third] = links[large].get(third, 0) + count
            del links[third][small]
            links[third][large] = links[large][third]

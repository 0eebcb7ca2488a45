//! Any intervals into the disjoint, ascending, bounded form of a reach.

use super::interval::{compare_hi, compare_lo, ends_before, touch};
use super::{Bound, Interval, Lattice, MAX_PIECES, Reach};
use crate::number::Number;

/// Overlapping lattices of up to so many values together are united value by value.
const ENUMERATED: u64 = 256;

/// The union of normalised intervals.
pub(super) fn assemble(pieces: Vec<Interval>) -> Reach {
    if pieces.len() < 2 {
        return Reach { pieces };
    }
    let (mut solid, mut discrete): (Vec<_>, Vec<_>) = pieces.into_iter().partition(Interval::is_solid);
    merge_solid(&mut solid);
    if !solid.is_empty() && !discrete.is_empty() {
        if close_ends(&mut solid, &discrete) {
            merge_solid(&mut solid);
        }
        discrete = discrete.iter().flat_map(|piece| outside_all(piece, &solid)).collect();
    }
    let mut pieces = merge_discrete(discrete);
    if !solid.is_empty() {
        pieces.append(&mut solid);
        pieces.sort_by(|a, b| compare_lo(&a.lo, &b.lo));
    }
    Reach { pieces: limit(join_runs(pieces)) }
}

/// Sorts intervals without a step and joins those that overlap or touch.
fn merge_solid(solid: &mut Vec<Interval>) {
    solid.sort_by(|a, b| compare_lo(&a.lo, &b.lo));
    solid.dedup_by(|next, kept| {
        let joined = touch(&kept.hi, &next.lo);
        if joined && compare_hi(&kept.hi, &next.hi).is_lt() {
            kept.hi = next.hi.clone();
        }
        joined
    });
}

/// Closes open ends whose number is among `discrete`; whether there was one.
fn close_ends(solid: &mut [Interval], discrete: &[Interval]) -> bool {
    let mut closed = false;
    for piece in solid {
        for end in [&mut piece.lo, &mut piece.hi] {
            if let Bound::Open(value) = end
                && discrete.iter().any(|other| other.contains(value))
            {
                *end = Bound::Closed(value.clone());
                closed = true;
            }
        }
    }
    closed
}

/// What is left of `piece` without the ascending, disjoint `solid`.
fn outside_all(piece: &Interval, solid: &[Interval]) -> Vec<Interval> {
    let first = match piece.lo.value() {
        Some(lo) => solid.partition_point(|s| ends_before(s, lo)),
        None => 0,
    };
    let mut left = vec![piece.clone()];
    for taken in solid.iter().skip(first) {
        // Only the uppermost part can reach into what follows.
        let Some(last) = left.pop() else { break };
        let beyond = match (last.hi.value(), taken.lo.value()) {
            (Some(hi), Some(lo)) => lo > hi,
            _ => false,
        };
        if beyond {
            left.push(last);
            break;
        }
        left.extend(last.outside(taken));
    }
    left
}

/// Points and lattices, in any order, as disjoint ascending ones.
fn merge_discrete(mut discrete: Vec<Interval>) -> Vec<Interval> {
    discrete.sort_by(|a, b| compare_lo(&a.lo, &b.lo));
    let mut merged = Vec::with_capacity(discrete.len());
    let mut cluster: Vec<Interval> = Vec::new();
    let mut end = Bound::Unbounded;
    for piece in discrete {
        if !cluster.is_empty() && !touch(&end, &piece.lo) {
            merge_cluster(std::mem::take(&mut cluster), &mut merged);
        }
        if cluster.is_empty() || compare_hi(&end, &piece.hi).is_lt() {
            end = piece.hi.clone();
        }
        cluster.push(piece);
    }
    merge_cluster(cluster, &mut merged);
    merged
}

/// Lattices and points whose spans overlap.
fn merge_cluster(mut cluster: Vec<Interval>, merged: &mut Vec<Interval>) {
    cluster.dedup();
    if cluster.len() < 2 {
        merged.extend(cluster);
        return;
    }
    let (mut few, mut many, mut left) = (Vec::new(), Vec::new(), ENUMERATED);
    for piece in cluster {
        match piece.values(left) {
            Some(values) => {
                left -= values.len() as u64;
                few.extend(values);
            }
            None => many.push(piece),
        }
    }
    let mut many = many.into_iter();
    let Some(first) = many.next() else {
        few.sort();
        few.dedup();
        merged.extend(few.into_iter().map(Interval::point));
        return;
    };
    let lattice = many.fold(first, |joined, next| join(&joined, &next));
    few.retain(|value| !lattice.contains(value));
    few.sort();
    few.dedup();
    if few.len() > MAX_PIECES / 4 {
        merged.push(few.into_iter().fold(lattice, |joined, value| join(&joined, &Interval::point(value))));
        return;
    }
    let mut rest = Some(lattice);
    for value in few {
        let below = Interval::between(Bound::Unbounded, Bound::Open(value.clone()));
        let above = Interval::between(Bound::Open(value.clone()), Bound::Unbounded);
        merged.extend(rest.as_ref().and_then(|lattice| lattice.intersect(&below)));
        merged.push(Interval::point(value));
        rest = rest.and_then(|lattice| lattice.intersect(&above));
    }
    merged.extend(rest);
}

/// The smallest interval around both, on the coarsest lattice that holds both.
fn join(a: &Interval, b: &Interval) -> Interval {
    let lo = if compare_lo(&a.lo, &b.lo).is_lt() { &a.lo } else { &b.lo };
    let hi = if compare_hi(&a.hi, &b.hi).is_lt() { &b.hi } else { &a.hi };
    let lattice = match (a.steps(), b.steps()) {
        (Some(one), Some(two)) => one.join(&two).ok(),
        _ => None,
    };
    let around = Interval { lo: lo.clone(), hi: hi.clone(), lattice };
    // It holds two that are not empty, so it is not.
    around.normalised().unwrap_or_else(|| a.clone())
}

/// Writes points and lattices that continue one another at one distance as one lattice, but none
/// across a solid interval.
fn join_runs(pieces: Vec<Interval>) -> Vec<Interval> {
    let mut joined: Vec<Interval> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        joined.push(piece);
        while let Some(shorter) = join_last(&mut joined) {
            joined.push(shorter);
        }
    }
    joined
}

/// Takes off the last two (one a lattice) or three (all points) if they are one lattice without gaps.
fn join_last(pieces: &mut Vec<Interval>) -> Option<Interval> {
    let [earlier @ .., before, last] = pieces.as_slice() else { return None };
    if before.is_solid() || last.is_solid() {
        return None;
    }
    let origin = last.lo.value()?.clone();
    let step = origin.sub(before.hi.value()?).ok()?;
    let continues = |lattice: &Option<Lattice>| lattice.as_ref().is_none_or(|lattice| lattice.step == step);
    if !continues(&before.lattice) || !continues(&last.lattice) {
        return None;
    }
    let (taken, first) = match (&before.lattice, &last.lattice, earlier) {
        (None, None, [.., first]) if before.lo.value()?.sub(first.as_point()?).ok()? == step => (3, first),
        (None, None, _) => return None,
        _ => (2, before),
    };
    let joined = Interval { lo: first.lo.clone(), hi: last.hi.clone(), lattice: Some(Lattice { origin, step }) };
    pieces.truncate(pieces.len() - taken);
    joined.normalised()
}

/// Joins the closest neighbours until there are no more than [`MAX_PIECES`].
fn limit(pieces: Vec<Interval>) -> Vec<Interval> {
    if pieces.len() <= MAX_PIECES {
        return pieces;
    }
    let gap = |pair: &[Interval]| match pair {
        [a, b] => b.lo.value()?.sub(a.hi.value()?).ok(),
        _ => None,
    };
    let mut gaps: Vec<(Option<Number>, usize)> = pieces.windows(2).map(gap).zip(1..).collect();
    // A gap too wide to compute is among the widest.
    gaps.sort_by(|(a, i), (b, j)| (a.is_none(), a, i).cmp(&(b.is_none(), b, j)));
    let mut kept: Vec<usize> = gaps.iter().rev().take(MAX_PIECES - 1).map(|(_, at)| *at).collect();
    kept.sort_unstable();
    let mut groups: Vec<Interval> = Vec::with_capacity(MAX_PIECES);
    for (i, piece) in pieces.into_iter().enumerate() {
        match groups.last_mut() {
            Some(last) if kept.binary_search(&i).is_err() => *last = join(last, &piece),
            _ => groups.push(piece),
        }
    }
    groups
}

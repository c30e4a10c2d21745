package florin.planning.wrong;

/** Bound to nothing. */
final class LooseProperties {}

package florin.planning.wrong;

/** An event that others can add cases to. */
interface LooseEvent {}

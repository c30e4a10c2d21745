package florin.planning.wrong;

import florin.events.planning.GoalReached;

/** Holds a generated record outside of a codec. */
record Reaching(GoalReached avro) {}

package florin.planning.wrong.other;

import florin.planning.wrong.PlainApi;

/** Uses the API of another feature. */
public record Neighbour(PlainApi api) {}

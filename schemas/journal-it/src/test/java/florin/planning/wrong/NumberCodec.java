package florin.planning.wrong;

/** Stands for a codec. */
final class NumberCodec {}

package florin.planning.wrong;

/** A view that projects nothing. */
public final class OpenView {}

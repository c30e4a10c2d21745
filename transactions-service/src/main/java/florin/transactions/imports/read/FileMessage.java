package florin.transactions.imports.read;

/** A note about a file at a line, from 1; line 0 means the whole file. */
public record FileMessage(int line, String text) {}

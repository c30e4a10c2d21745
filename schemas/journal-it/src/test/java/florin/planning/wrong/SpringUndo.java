package florin.planning.wrong;

import org.springframework.core.env.Environment;

/** Undo that depends on the environment. */
record SpringUndo(Environment environment) {}

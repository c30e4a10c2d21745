/**
 * The tool that reads a pyNance database and brings its content to a running Florin: inspect, plan,
 * run and verify.
 */
@NullMarked
package florin.migrate;

import org.jspecify.annotations.NullMarked;

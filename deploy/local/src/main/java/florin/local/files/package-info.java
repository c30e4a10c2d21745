/** The command line tool that imports bank files through the API of a running Florin. */
@NullMarked
package florin.local.files;

import org.jspecify.annotations.NullMarked;

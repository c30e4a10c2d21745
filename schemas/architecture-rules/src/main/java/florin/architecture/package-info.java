/**
 * The architecture rules of all modules. A module's {@code ArchitectureTests} implements {@link
 * florin.architecture.ModuleRules} or {@link florin.architecture.ArchitectureRules}.
 */
@NullMarked
package florin.architecture;

import org.jspecify.annotations.NullMarked;

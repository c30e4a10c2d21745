package florin.planning.mirror.account;

import java.util.Optional;
import java.util.UUID;

/**
 * A subtype of an account.
 *
 * @param own whether it is the user's, not the bank's
 * @param subtype empty if none is given
 */
public record SubtypeFact(UUID user, UUID account, boolean own, Optional<String> subtype) {}

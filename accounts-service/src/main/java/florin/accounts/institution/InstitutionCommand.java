package florin.accounts.institution;

import java.time.Instant;
import java.util.UUID;

/** What can be asked of an institution's stream. */
public sealed interface InstitutionCommand {

  /** Registers what is not registered yet. */
  record Register(UUID institution, String provider, String externalId, String name, Instant at)
      implements InstitutionCommand {}
}

package florin.accounts.institution;

import java.time.Instant;
import java.util.UUID;

/** The commands of an institution. */
public sealed interface InstitutionCommand {

  /** Registers what is not registered yet. */
  record Register(UUID institution, String provider, String externalId, String name, Instant at)
      implements InstitutionCommand {}
}

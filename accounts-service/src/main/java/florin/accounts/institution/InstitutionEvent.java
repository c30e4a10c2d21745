package florin.accounts.institution;

import java.time.Instant;
import java.util.UUID;

/** What happens to an institution. */
public sealed interface InstitutionEvent {

  record Registered(UUID institution, String provider, String externalId, String name, Instant at)
      implements InstitutionEvent {}
}

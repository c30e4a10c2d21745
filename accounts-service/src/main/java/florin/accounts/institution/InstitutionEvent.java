package florin.accounts.institution;

import java.time.Instant;
import java.util.UUID;

/** The events of an institution. */
public sealed interface InstitutionEvent {

  record Registered(UUID institution, String provider, String externalId, String name, Instant at)
      implements InstitutionEvent {}
}

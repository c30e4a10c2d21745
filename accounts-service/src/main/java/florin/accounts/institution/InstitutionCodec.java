package florin.accounts.institution;

import florin.accounts.streams.DerivedStreamIds;
import florin.events.accounts.InstitutionRegistered;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Institution events as Avro. */
public final class InstitutionCodec implements EventCodec<InstitutionEvent> {

  public static final StreamType<InstitutionCommand, InstitutionEvent, Institution> INSTITUTIONS =
      StreamType.of(
          "institution",
          new Institution.Unknown(),
          Institution::decide,
          Institution::evolve,
          new InstitutionCodec());

  /** Fixed for ever: every institution id is derived from it. */
  private static final UUID NAMESPACE = UUID.fromString("0b9c1f4e-52a7-4f0a-8c55-2d6f0e7b9a31");

  private InstitutionCodec() {}

  /** The stream of a user's bank: its id follows from user, provider and the provider's id. */
  public static StreamId stream(UUID user, String provider, String externalId) {
    return DerivedStreamIds.stream(INSTITUTIONS.decider(), NAMESPACE, user, provider, externalId);
  }

  @Override
  public SpecificRecord toAvro(InstitutionEvent event) {
    return switch (event) {
      case InstitutionEvent.Registered e ->
          new InstitutionRegistered(
              e.institution(), e.provider(), e.externalId(), e.name(), e.at());
    };
  }

  @Override
  public InstitutionEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case InstitutionRegistered e ->
          new InstitutionEvent.Registered(
              e.getInstitutionId(), e.getProvider(), e.getExternalId(), e.getName(), e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }
}

package florin.providersync.connection;

import florin.events.providersync.ConnectionExtended;
import florin.events.providersync.ConnectionLinked;
import florin.events.providersync.ConnectionNeedsAttention;
import florin.events.providersync.ConnectionRemoved;
import florin.events.providersync.ConnectionRepaired;
import florin.events.providersync.ConnectionWarned;
import florin.events.providersync.TokenRotated;
import florin.journal.stream.EventCodec;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

final class ConnectionCodec implements EventCodec<ConnectionEvent> {

  @Override
  public SpecificRecord toAvro(ConnectionEvent event) {
    return switch (event) {
      case ConnectionEvent.Linked e ->
          ConnectionLinked.newBuilder()
              .setConnectionId(e.id())
              .setProvider(e.provider())
              .setExternalItemId(e.externalItemId())
              .setInstitutionExternalId(e.institutionId().orElse(null))
              .setInstitutionName(e.institutionName().orElse(null))
              .setProducts(e.products())
              .setAt(e.at())
              .build();
      case ConnectionEvent.Extended e ->
          ConnectionExtended.newBuilder()
              .setConnectionId(e.id())
              .setProducts(e.products())
              .setAt(e.at())
              .build();
      case ConnectionEvent.Repaired e ->
          ConnectionRepaired.newBuilder().setConnectionId(e.id()).setAt(e.at()).build();
      case ConnectionEvent.NeedsAttention e ->
          ConnectionNeedsAttention.newBuilder()
              .setConnectionId(e.id())
              .setReason(e.reason())
              .setAt(e.at())
              .build();
      case ConnectionEvent.Warned e ->
          ConnectionWarned.newBuilder()
              .setConnectionId(e.id())
              .setReason(e.reason())
              .setDisconnectsAt(e.disconnectsAt().orElse(null))
              .setAt(e.at())
              .build();
      case ConnectionEvent.TokenRotated e ->
          TokenRotated.newBuilder()
              .setConnectionId(e.id())
              .setTokenVersion(e.tokenVersion())
              .setAt(e.at())
              .build();
      case ConnectionEvent.Removed e ->
          ConnectionRemoved.newBuilder()
              .setConnectionId(e.id())
              .setReason(e.reason())
              .setAt(e.at())
              .build();
    };
  }

  @Override
  public ConnectionEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case ConnectionLinked e ->
          new ConnectionEvent.Linked(
              e.getConnectionId(),
              e.getProvider(),
              e.getExternalItemId(),
              Optional.ofNullable(e.getInstitutionExternalId()),
              Optional.ofNullable(e.getInstitutionName()),
              List.copyOf(e.getProducts()),
              e.getAt());
      case ConnectionExtended e ->
          new ConnectionEvent.Extended(
              e.getConnectionId(), List.copyOf(e.getProducts()), e.getAt());
      case ConnectionRepaired e -> new ConnectionEvent.Repaired(e.getConnectionId(), e.getAt());
      case ConnectionNeedsAttention e ->
          new ConnectionEvent.NeedsAttention(e.getConnectionId(), e.getReason(), e.getAt());
      case ConnectionWarned e ->
          new ConnectionEvent.Warned(
              e.getConnectionId(),
              e.getReason(),
              Optional.ofNullable(e.getDisconnectsAt()),
              e.getAt());
      case TokenRotated e ->
          new ConnectionEvent.TokenRotated(e.getConnectionId(), e.getTokenVersion(), e.getAt());
      case ConnectionRemoved e ->
          new ConnectionEvent.Removed(e.getConnectionId(), e.getReason(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of a connection)");
    };
  }
}

package florin.accounts.investment.security;

import florin.accounts.streams.DerivedStreamIds;
import florin.events.CurrencyCode;
import florin.events.accounts.SecurityRegistered;
import florin.events.accounts.SecurityRevised;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamId;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Security events as Avro. */
public final class SecurityCodec implements EventCodec<SecurityEvent> {

  public static final Decider<SecurityCommand, SecurityEvent, Security> SECURITIES =
      new Decider<>(
          "security",
          new Security.Unknown(),
          Security::decide,
          Security::evolve,
          new SecurityCodec());

  /** Fixed for ever: every security id is derived from it. */
  private static final UUID NAMESPACE = UUID.fromString("7d2f6f0a-3c84-4d5b-9a0e-6b1f5c2e8d47");

  private SecurityCodec() {}

  /** The stream of a user's security: its id follows from user, provider and the provider's id. */
  public static StreamId stream(UUID user, String provider, String externalId) {
    return DerivedStreamIds.stream(SECURITIES, NAMESPACE, user, provider, externalId);
  }

  @Override
  public SpecificRecord toAvro(SecurityEvent event) {
    return switch (event) {
      case SecurityEvent.Registered e ->
          new SecurityRegistered(
              e.security(),
              e.provider(),
              e.externalId(),
              e.details().map(SecurityCodec::toAvro).orElse(null),
              e.at());
      case SecurityEvent.Revised e ->
          new SecurityRevised(
              e.security(), e.provider(), e.externalId(), toAvro(e.details()), e.at());
    };
  }

  @Override
  public SecurityEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case SecurityRegistered e ->
          new SecurityEvent.Registered(
              e.getSecurityId(),
              e.getProvider(),
              e.getExternalId(),
              Optional.ofNullable(e.getDetails()).map(SecurityCodec::details),
              e.getAt());
      case SecurityRevised e ->
          new SecurityEvent.Revised(
              e.getSecurityId(),
              e.getProvider(),
              e.getExternalId(),
              details(e.getDetails()),
              e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }

  private static florin.events.accounts.SecurityDetails toAvro(SecurityDetails details) {
    return new florin.events.accounts.SecurityDetails(
        details.name().orElse(null),
        details.ticker().orElse(null),
        details.isin().orElse(null),
        details.cusip().orElse(null),
        details.type(),
        details.providerType().orElse(null),
        details.providerSubtype().orElse(null),
        details.cashEquivalent(),
        details.currency().code(),
        details.market().orElse(null),
        details.sector().orElse(null),
        details.industry().orElse(null));
  }

  private static SecurityDetails details(florin.events.accounts.SecurityDetails avro) {
    return new SecurityDetails(
        Optional.ofNullable(avro.getName()),
        Optional.ofNullable(avro.getTicker()),
        Optional.ofNullable(avro.getIsin()),
        Optional.ofNullable(avro.getCusip()),
        avro.getType(),
        Optional.ofNullable(avro.getProviderType()),
        Optional.ofNullable(avro.getProviderSubtype()),
        avro.getCashEquivalent(),
        new CurrencyCode(avro.getCurrency()),
        Optional.ofNullable(avro.getMarket()),
        Optional.ofNullable(avro.getSector()),
        Optional.ofNullable(avro.getIndustry()));
  }
}

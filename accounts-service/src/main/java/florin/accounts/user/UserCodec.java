package florin.accounts.user;

import florin.events.CurrencyCode;
import florin.events.MoneyCodec;
import florin.events.accounts.UserRegistered;
import florin.events.accounts.UserRevised;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import org.apache.avro.specific.SpecificRecord;

/** User events as Avro. */
public final class UserCodec implements EventCodec<UserEvent> {

  /** The stream type {@code user}; the stream id is the user id. */
  public static final Decider<UserCommand, UserEvent, User> USERS =
      new Decider<>("user", new User.Unregistered(), User::decide, User::evolve, new UserCodec());

  @Override
  public SpecificRecord toAvro(UserEvent event) {
    return switch (event) {
      case UserEvent.Registered e ->
          new UserRegistered(e.user(), e.timeZone(), e.baseCurrency().code(), e.at());
      case UserEvent.Revised e ->
          new UserRevised(
              e.user(),
              e.settings().timeZone(),
              e.settings().baseCurrency().code(),
              MoneyCodec.toAvro(e.settings().buffer()),
              e.at(),
              e.settings().spendFromSavings());
    };
  }

  @Override
  public UserEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case UserRegistered e ->
          new UserEvent.Registered(
              e.getUserId(), e.getTimeZone(), new CurrencyCode(e.getBaseCurrency()), e.getAt());
      case UserRevised e ->
          new UserEvent.Revised(
              e.getUserId(),
              new UserSettings(
                  e.getTimeZone(),
                  new CurrencyCode(e.getBaseCurrency()),
                  MoneyCodec.optional(e.getBuffer()),
                  e.getSpendFromSavings()),
              e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }
}

package florin.accounts.user;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.accounts.UserRegistered;
import florin.events.accounts.UserRevised;
import florin.events.money.MoneyAmount;
import florin.journal.Decider;
import florin.journal.EventCodec;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

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
              amount(e.settings().buffer()),
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
              new Settings(
                  e.getTimeZone(),
                  new CurrencyCode(e.getBaseCurrency()),
                  Optional.ofNullable(e.getBuffer()).map(UserCodec::money),
                  e.getSpendFromSavings()),
              e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }

  private static @Nullable MoneyAmount amount(Optional<Money> money) {
    return money.map(m -> new MoneyAmount(m.scaled(), m.currency().code())).orElse(null);
  }

  private static Money money(MoneyAmount amount) {
    return new Money(amount.getAmount(), new CurrencyCode(amount.getCurrency()));
  }
}

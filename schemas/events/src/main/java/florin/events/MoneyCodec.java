package florin.events;

import florin.events.money.MoneyAmount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Amounts as the contracts have them. */
public final class MoneyCodec {

  private MoneyCodec() {}

  public static MoneyAmount toAvro(Money money) {
    return new MoneyAmount(money.scaled(), money.currency().code());
  }

  /** Null for an absent amount, as a nullable field of a contract has it. */
  public static @Nullable MoneyAmount toAvro(Optional<Money> money) {
    return money.map(MoneyCodec::toAvro).orElse(null);
  }

  public static Money fromAvro(MoneyAmount amount) {
    return new Money(amount.getAmount(), new CurrencyCode(amount.getCurrency()));
  }

  public static Optional<Money> optional(@Nullable MoneyAmount amount) {
    return Optional.ofNullable(amount).map(MoneyCodec::fromAvro);
  }
}

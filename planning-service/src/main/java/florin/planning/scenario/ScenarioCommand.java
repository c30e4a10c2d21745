package florin.planning.scenario;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The commands of a scenario. */
public sealed interface ScenarioCommand {

  UUID scenario();

  Instant at();

  /**
   * @param account an account of the same user, with the currency it is held in
   */
  record Create(
      UUID scenario, String name, Money startingBalance, Optional<Account> account, Instant at)
      implements ScenarioCommand {}

  record Rename(UUID scenario, String name, Instant at) implements ScenarioCommand {}

  /**
   * @param balance in the currency that the scenario has
   * @param account as in {@link Create}
   */
  record Rebase(UUID scenario, Money balance, Optional<Account> account, Instant at)
      implements ScenarioCommand {}

  record Delete(UUID scenario, Instant at) implements ScenarioCommand {}

  record Restore(UUID scenario, Instant at) implements ScenarioCommand {}

  record PlanBill(UUID scenario, Bill bill, Instant at) implements ScenarioCommand {}

  /**
   * @param bill as a whole, as it shall be
   */
  record ReviseBill(UUID scenario, Bill bill, Instant at) implements ScenarioCommand {}

  record RemoveBill(UUID scenario, UUID bill, Instant at) implements ScenarioCommand {}

  /** An account with its currency, for a decision. */
  record Account(UUID id, CurrencyCode currency) {}
}

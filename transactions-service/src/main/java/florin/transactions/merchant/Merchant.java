package florin.transactions.merchant;

import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The changes of a user to a merchant. One that the provider names has no event until then, so
 * whether there is one is checked where merchants can be seen.
 *
 * @param name as the user made it, if the user made it
 * @param ownName instead of the provider's
 */
public record Merchant(
    Optional<String> name, Optional<String> ownName, boolean archived, Optional<UUID> mergedInto) {

  public static final String STREAM = "merchant";

  static final Merchant NONE =
      new Merchant(Optional.empty(), Optional.empty(), false, Optional.empty());

  static List<MerchantEvent> decide(MerchantCommand command, Merchant state) {
    if (state.archived() && command instanceof MerchantCommand.Rename) {
      throw new Rejection(
          TransactionsProblem.MERCHANT_ARCHIVED, "The merchant is archived; unarchive it first.");
    }
    return switch (command) {
      case MerchantCommand.Create c ->
          unless(state.name().isPresent(), new MerchantEvent.Created(c.id(), c.name(), c.at()));
      case MerchantCommand.Rename c ->
          unless(
              state.ownName().equals(c.name()),
              new MerchantEvent.Renamed(c.id(), c.name(), c.at()));
      case MerchantCommand.Merge c ->
          unless(
              state.mergedInto().equals(Optional.of(c.into())),
              new MerchantEvent.Merged(c.id(), c.into(), c.at()));
      case MerchantCommand.Unmerge c ->
          unless(state.mergedInto().isEmpty(), new MerchantEvent.Unmerged(c.id(), c.at()));
      case MerchantCommand.Archive c ->
          unless(state.archived(), new MerchantEvent.Archived(c.id(), c.at()));
      case MerchantCommand.Unarchive c ->
          unless(!state.archived(), new MerchantEvent.Unarchived(c.id(), c.at()));
    };
  }

  private static List<MerchantEvent> unless(boolean already, MerchantEvent event) {
    return already ? List.of() : List.of(event);
  }

  static Merchant evolve(Merchant m, MerchantEvent event) {
    return switch (event) {
      case MerchantEvent.Created e ->
          new Merchant(Optional.of(e.name()), m.ownName, m.archived, m.mergedInto);
      case MerchantEvent.Renamed e -> new Merchant(m.name, e.name(), m.archived, m.mergedInto);
      case MerchantEvent.Merged e ->
          new Merchant(m.name, m.ownName, m.archived, Optional.of(e.into()));
      case MerchantEvent.Unmerged _ ->
          new Merchant(m.name, m.ownName, m.archived, Optional.empty());
      case MerchantEvent.Archived _ -> new Merchant(m.name, m.ownName, true, m.mergedInto);
      case MerchantEvent.Unarchived _ -> new Merchant(m.name, m.ownName, false, m.mergedInto);
    };
  }
}

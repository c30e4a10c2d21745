package florin.transactions.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one transaction must look like, in plain fields. */
final class ExpectedTransaction {

  /** Known once the service has made it. */
  @Nullable UUID id;

  final UUID account;
  final boolean byHand;
  Fact said;

  /** Ids of the pending ones that this one was. */
  final Set<String> former = new HashSet<>();

  boolean categoryChosen;
  @Nullable UUID chosenCategory;
  @Nullable String note;
  @Nullable String description;
  final Set<String> tags = new TreeSet<>();
  boolean excluded;
  @Nullable String removedBy;
  int version;

  ExpectedTransaction(UUID account, boolean byHand, Fact said) {
    this.account = account;
    this.byHand = byHand;
    this.said = said;
  }

  /**
   * What a bank says about a transaction, or what a user entered.
   *
   * @param external empty for an entry by hand
   * @param pendingExternal the pending one that this one was, if the bank says so
   */
  record Fact(
      String external,
      @Nullable String pendingExternal,
      boolean pending,
      BigDecimal amount,
      String currency,
      LocalDate date,
      String name,
      @Nullable String primary,
      @Nullable String detailed) {}

  UUID known() {
    return Objects.requireNonNull(id, said.external());
  }

  @Nullable UUID category(Map<String, UUID> labels) {
    if (categoryChosen) {
      return chosenCategory;
    }
    if (said.primary() == null && said.detailed() == null) {
      return null;
    }
    UUID detailed = said.detailed() == null ? null : labels.get(said.detailed());
    UUID primary = said.primary() == null ? null : labels.get(said.primary());
    return detailed != null ? detailed : primary != null ? primary : labels.get("OTHER");
  }

  /** Whether it moved money. */
  boolean booked() {
    return removedBy == null && !said.pending();
  }

  /**
   * The fields of the wire, absent ones as null.
   *
   * @param all of the user's, which a running balance is taken over
   */
  Map<String, @Nullable Object> shown(Map<String, UUID> labels, List<ExpectedTransaction> all) {
    UUID category = category(labels);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", known().toString());
    shown.put("accountId", account.toString());
    shown.put("externalId", byHand ? null : said.external());
    shown.put("source", byHand ? "manual" : "provider");
    shown.put("date", said.date().toString());
    shown.put("amount", said.amount().stripTrailingZeros().toPlainString());
    shown.put("currency", said.currency());
    shown.put("zeroAmount", said.amount().signum() == 0);
    shown.put("description", description == null ? said.name() : description);
    shown.put("pending", said.pending());
    shown.put("providerCategoryLabel", said.detailed() != null ? said.detailed() : said.primary());
    shown.put("categoryId", category == null ? null : category.toString());
    shown.put("categorySource", categoryChosen ? "user" : category == null ? "none" : "provider");
    shown.put("note", note);
    shown.put("tags", List.copyOf(tags));
    shown.put("twins", List.of());
    shown.put("excluded", excluded);
    shown.put("splits", List.of());
    shown.put("splitStale", false);
    shown.put("runningBalance", booked() ? balance(all) : null);
    shown.put("removedBy", removedBy);
    shown.put("version", version);
    return shown;
  }

  private String balance(List<ExpectedTransaction> all) {
    return all.stream()
        .filter(
            expectedTransaction ->
                expectedTransaction.booked() && expectedTransaction.account.equals(account))
        .filter(expectedTransaction -> expectedTransaction.said.currency().equals(said.currency()))
        .filter(expectedTransaction -> !expectedTransaction.said.date().isAfter(said.date()))
        .filter(
            expectedTransaction ->
                expectedTransaction.said.date().isBefore(said.date())
                    || expectedTransaction.known().toString().compareTo(known().toString()) <= 0)
        .map(expectedTransaction -> expectedTransaction.said.amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .stripTrailingZeros()
        .toPlainString();
  }
}

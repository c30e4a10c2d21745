package florin.providersync.connection;

import florin.providersync.provider.data.BankAccount;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** An account of the user under one of the connections to an institution. */
record KnownAccount(
    UUID id,
    String name,
    Optional<String> mask,
    Optional<String> subtype,
    Optional<String> persistentId) {

  /** An account as another login shows it. */
  record Candidate(
      String name, Optional<String> mask, Optional<String> subtype, Optional<String> persistentId) {

    static Candidate of(BankAccount account) {
      return new Candidate(
          account.name(), account.mask(), account.providerSubtype(), account.persistentId());
    }

    static Candidate of(ConnectionApi.LinkedAccountRequest account) {
      return new Candidate(
          Objects.requireNonNullElse(account.name(), ""),
          Optional.ofNullable(account.mask()),
          Optional.ofNullable(account.subtype()),
          Optional.empty());
    }
  }

  /**
   * Which of the known accounts a login seems to show again: equal by the bank's persistent id, or
   * by the last digits together with kind or name. The digits alone are no evidence.
   */
  static List<ConnectionResponse.LikelyDuplicate> likely(
      List<KnownAccount> known, List<Candidate> candidates) {
    return known.stream()
        .filter(account -> candidates.stream().anyMatch(account::resembles))
        .map(
            account ->
                new ConnectionResponse.LikelyDuplicate(
                    account.id(), account.name(), account.mask().orElse(null)))
        .toList();
  }

  private boolean resembles(Candidate candidate) {
    if (persistentId.isPresent() && candidate.persistentId().isPresent()) {
      return persistentId.equals(candidate.persistentId());
    }
    return mask.isPresent()
        && mask.equals(candidate.mask())
        && (name.equals(candidate.name())
            || (subtype.isPresent() && subtype.equals(candidate.subtype())));
  }
}

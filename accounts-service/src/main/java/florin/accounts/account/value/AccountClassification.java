package florin.accounts.account.value;

import java.util.Optional;

/** The type of an account and, if it is known, one of the subtypes of that type. */
public record AccountClassification(AccountType type, Optional<String> subtype) {}

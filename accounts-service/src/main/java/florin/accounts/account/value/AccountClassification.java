package florin.accounts.account.value;

import java.util.Optional;

/** What an account is: its type and, if somebody said it, one of the subtypes of that type. */
public record AccountClassification(AccountType type, Optional<String> subtype) {}

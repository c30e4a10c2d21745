package florin.accounts.account;

import java.util.Optional;

/** What an account is: its type and, if somebody said it, one of the subtypes of that type. */
public record Kind(AccountType type, Optional<String> subtype) {}

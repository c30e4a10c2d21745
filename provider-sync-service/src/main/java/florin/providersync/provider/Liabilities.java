package florin.providersync.provider;

import java.util.List;

/** All debts of a login. */
public record Liabilities(List<BankAccount> accounts, List<Owned<Liability>> liabilities) {}

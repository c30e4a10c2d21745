package florin.providersync.provider.data;

import java.util.List;

/** All debts of a login. */
public record LiabilitiesSnapshot(
    List<BankAccount> accounts, List<ExternalAccountScoped<DebtTerms>> liabilities) {}

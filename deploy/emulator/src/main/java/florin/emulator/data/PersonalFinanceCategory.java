package florin.emulator.data;

import java.util.List;

/** Plaid's personal finance category, version 2: the detailed name leads to its primary one. */
public final class PersonalFinanceCategory {
  private static final List<String> PRIMARIES =
      List.of(
          "INCOME",
          "LOAN_DISBURSEMENTS",
          "LOAN_PAYMENTS",
          "TRANSFER_IN",
          "TRANSFER_OUT",
          "BANK_FEES",
          "ENTERTAINMENT",
          "FOOD_AND_DRINK",
          "GENERAL_MERCHANDISE",
          "HOME_IMPROVEMENT",
          "MEDICAL",
          "PERSONAL_CARE",
          "GENERAL_SERVICES",
          "GOVERNMENT_AND_NON_PROFIT",
          "TRANSPORTATION",
          "TRAVEL",
          "RENT_AND_UTILITIES",
          "OTHER");

  private PersonalFinanceCategory() {}

  public static String primaryOf(String detailed) {
    return PRIMARIES.stream()
        .filter(primary -> detailed.startsWith(primary + "_"))
        .findFirst()
        .orElse("OTHER");
  }
}

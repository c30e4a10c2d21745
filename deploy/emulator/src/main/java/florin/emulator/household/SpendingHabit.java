package florin.emulator.household;

import florin.emulator.household.value.Merchant;
import java.time.LocalDate;
import java.util.List;

/**
 * Something bought again and again, by chance.
 *
 * @param perWeek how often on average
 * @param low the least paid, in whole dollars
 * @param refunds the share of purchases taken back some days later
 */
record SpendingHabit(
    String account, double perWeek, int low, int high, double refunds, List<Merchant> merchants) {
  private static final List<String> CITIES = List.of("Portland", "Beaverton", "Salem", "Eugene");

  void live(long seed, HouseholdTransactions householdTransactions) {
    var seededRandom = SeededRandom.of(seed, account + merchants.getFirst().name());
    householdTransactions
        .days()
        .every(1)
        .forEach(day -> live(day, seededRandom, householdTransactions));
  }

  private void live(
      LocalDate day, SeededRandom seededRandom, HouseholdTransactions householdTransactions) {
    var times =
        (seededRandom.chance(perWeek / 14) ? 1 : 0) + (seededRandom.chance(perWeek / 14) ? 1 : 0);
    for (var time = 0; time < times; time++) {
      var merchant = seededRandom.pick(merchants);
      var city = merchant.channel().equals("in store") ? seededRandom.pick(CITIES) : null;
      var transactionDetails =
          householdTransactions.purchase(
              seededRandom.amount(low, high), day, seededRandom.between(0, 2), merchant, city);
      if (day.isAfter(householdTransactions.days().last().minusDays(3))) {
        householdTransactions.hold(account, transactionDetails);
        continue;
      }
      householdTransactions.post(account, transactionDetails);
      if (seededRandom.chance(refunds)) {
        var back =
            transactionDetails.withDate(
                transactionDetails.date().plusDays(seededRandom.between(3, 12)));
        householdTransactions.post(account, back.withAmount(transactionDetails.amount().negate()));
      }
    }
  }
}

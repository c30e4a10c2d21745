package florin.emulator.household;

import java.time.LocalDate;
import java.util.List;

/**
 * Something bought again and again, by chance.
 *
 * @param perWeek how often on average
 * @param low the least paid, in whole dollars
 * @param refunds the share of purchases taken back some days later
 */
record Habit(
    String account, double perWeek, int low, int high, double refunds, List<Merchant> merchants) {
  private static final List<String> CITIES = List.of("Portland", "Beaverton", "Salem", "Eugene");

  void live(long seed, Ledger ledger) {
    var dice = Dice.of(seed, account + merchants.getFirst().name());
    ledger.days().every(1).forEach(day -> live(day, dice, ledger));
  }

  private void live(LocalDate day, Dice dice, Ledger ledger) {
    var times = (dice.chance(perWeek / 14) ? 1 : 0) + (dice.chance(perWeek / 14) ? 1 : 0);
    for (var time = 0; time < times; time++) {
      var merchant = dice.pick(merchants);
      var city = merchant.channel().equals("in store") ? dice.pick(CITIES) : null;
      var details =
          ledger.purchase(dice.amount(low, high), day, dice.between(0, 2), merchant, city);
      if (day.isAfter(ledger.days().last().minusDays(3))) {
        ledger.hold(account, details);
        continue;
      }
      ledger.post(account, details);
      if (dice.chance(refunds)) {
        var back = details.withDate(details.date().plusDays(dice.between(3, 12)));
        ledger.post(account, back.withAmount(details.amount().negate()));
      }
    }
  }
}

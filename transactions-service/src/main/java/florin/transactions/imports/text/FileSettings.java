package florin.transactions.imports.text;

import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.FileSetting.Reading;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.Amounts.DecimalSign;
import florin.transactions.imports.text.Dates.DateOrder;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Settings of text files that follow from all their dates and amounts. */
public final class FileSettings {

  private FileSettings() {}

  public static FileSetting dateOrder(DateOrders dates, ReadOptions options) {
    if (options.value(ReadOptions.DATE_ORDER).flatMap(FileSettings::order).isPresent()) {
      return FileSetting.of(options, ReadOptions.DATE_ORDER, "");
    }
    List<DateOrder> orders = dates.orders();
    List<Reading> readings =
        orders.size() == 1
            ? List.of()
            : orders.stream().map(order -> reading(dates.dates(), order)).toList();
    return new FileSetting(
        ReadOptions.DATE_ORDER,
        readings.isEmpty() ? Origin.DETECTED : Origin.NEEDED,
        orders.getFirst().name(),
        readings);
  }

  public static Optional<DateOrder> order(String name) {
    for (DateOrder order : DateOrder.values()) {
      if (order.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  private static Reading reading(Set<String> dates, DateOrder order) {
    List<LocalDate> days =
        dates.stream().map(stated -> Dates.date(stated, order)).flatMap(Optional::stream).toList();
    return new Reading(
        order.name(),
        days.stream().min(LocalDate::compareTo).map(Objects::toString).orElse(""),
        days.stream().max(LocalDate::compareTo).map(Objects::toString).orElse(""),
        "");
  }

  public static FileSetting decimalSign(AmountForms amounts, ReadOptions options) {
    Optional<String> chosen = options.value(ReadOptions.DECIMAL_SIGN);
    if (chosen.isPresent() && (chosen.get().equals(".") || chosen.get().equals(","))) {
      return FileSetting.of(options, ReadOptions.DECIMAL_SIGN, "");
    }
    DecimalSign sign = amounts.decimalSign();
    boolean unknown = sign == DecimalSign.UNKNOWN;
    return new FileSetting(
        ReadOptions.DECIMAL_SIGN,
        unknown ? Origin.NEEDED : Origin.DETECTED,
        String.valueOf(sign.character),
        unknown ? List.of(sum(amounts, '.'), sum(amounts, ',')) : List.of());
  }

  private static Reading sum(AmountForms amounts, char sign) {
    return new Reading(String.valueOf(sign), "", "", amounts.sum(sign).toPlainString());
  }
}

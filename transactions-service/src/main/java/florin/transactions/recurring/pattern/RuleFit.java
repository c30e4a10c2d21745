package florin.transactions.recurring.pattern;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The due rule that dates fit best.
 *
 * @param mean deviation in days of the dates from their due dates
 */
record RuleFit(DueRule rule, double mean) {

  private static final double SAME = 1e-9;
  private static final int COMPARED = 26;
  private static final int MOVED = 3;
  private static final double AWAY = 2;

  /** The best rule of a cadence; the first date is number 0. */
  static Optional<RuleFit> of(Cadence cadence, List<LocalDate> dates) {
    List<LocalDate> some = sample(dates);
    return candidates(cadence, dates).stream()
        .map(rule -> new RuleFit(rule, mean(rule, some)))
        .min(Comparator.<RuleFit>comparingDouble(RuleFit::mean).thenComparing(RuleFit::preference))
        .map(fit -> new RuleFit(fit.rule(), mean(fit.rule(), dates)).withShift(dates));
  }

  /**
   * The rule of the latest dates, if all of them are on another day than before: the payment moved
   * by a few days.
   */
  static DueRule moved(DueRule rule, List<LocalDate> dates) {
    List<LocalDate> latest = dates.subList(Math.max(0, dates.size() - MOVED), dates.size());
    if (dates.size() < 2 * MOVED || mean(rule, latest) < AWAY) {
      return rule;
    }
    return of(rule.cadence(), latest)
        .filter(fit -> fit.mean() <= 0.5)
        .map(RuleFit::rule)
        .orElse(rule);
  }

  /** Rules are compared by the latest dates, and measured by all. */
  private static List<LocalDate> sample(List<LocalDate> dates) {
    return dates.subList(Math.max(0, dates.size() - COMPARED), dates.size());
  }

  /** With equal deviations the last day of the month, then the earliest day. */
  private int preference() {
    return rule.secondDay() == DueRule.LAST_DAY ? 0 : rule.day();
  }

  private static List<DueRule> candidates(Cadence cadence, List<LocalDate> dates) {
    LocalDate first = dates.getFirst();
    if (cadence.days() > 0) {
      return offsets(cadence, dates);
    }
    List<DueRule> rules = new ArrayList<>();
    TreeSet<Integer> days = days(dates, cadence == Cadence.SEMI_MONTHLY ? 0 : 2);
    if (cadence != Cadence.SEMI_MONTHLY) {
      for (int day : days) {
        for (int month = -1; month <= 1; month++) {
          rules.add(rule(cadence, first.plusMonths(month), day, day));
        }
      }
      return cadence == Cadence.MONTHLY ? once(rules, first) : rules;
    }
    for (int day : days) {
      for (int second : days) {
        if (second - day >= 10 && second - day <= 20) {
          rules.add(rule(cadence, first, day, second));
        }
      }
    }
    return rules;
  }

  /** A monthly rule is the same from any month. */
  private static List<DueRule> once(List<DueRule> rules, LocalDate first) {
    return rules.stream()
        .filter(rule -> rule.anchor().getMonthValue() == first.getMonthValue())
        .toList();
  }

  private static DueRule rule(Cadence cadence, LocalDate month, int day, int second) {
    LocalDate anchor = month.withDayOfMonth(Math.min(day, month.lengthOfMonth()));
    return new DueRule(cadence, anchor, day, second, WeekendShift.NONE);
  }

  /** The days of the month that occur, with the last one and those beside a weekend's shift. */
  private static TreeSet<Integer> days(List<LocalDate> dates, int most) {
    TreeSet<Integer> days = new TreeSet<>();
    if (most == 0) {
      days.add(15);
    }
    for (LocalDate date : dates) {
      for (int offset = -most; offset <= most; offset++) {
        days.add(Math.clamp(date.getDayOfMonth() + offset, 1, DueRule.LAST_DAY));
      }
      if (date.getDayOfMonth() >= date.lengthOfMonth() - 2 || date.getDayOfMonth() <= 2) {
        days.add(DueRule.LAST_DAY);
      }
    }
    return days;
  }

  private static List<DueRule> offsets(Cadence cadence, List<LocalDate> dates) {
    List<DueRule> rules = new ArrayList<>();
    TreeSet<LocalDate> anchors = new TreeSet<>();
    LocalDate first = dates.getFirst();
    for (LocalDate date : dates) {
      long days = Cadence.between(first, date);
      long periods = Math.round((double) days / cadence.days());
      anchors.add(date.minusDays(periods * cadence.days()));
    }
    for (LocalDate anchor : anchors) {
      rules.add(new DueRule(cadence, anchor, 1, 1, WeekendShift.NONE));
    }
    return rules;
  }

  private static double mean(DueRule rule, List<LocalDate> dates) {
    double sum = 0;
    for (LocalDate date : dates) {
      sum += rule.deviation(date);
    }
    // Sums in another order of the same days must not decide between rules.
    return Math.round(sum / dates.size() / SAME) * SAME;
  }

  private RuleFit withShift(List<LocalDate> dates) {
    int before = 0;
    int after = 0;
    int same = 0;
    for (LocalDate date : dates) {
      LocalDate nominal = rule.nominal(rule.number(date));
      if (WeekendShift.weekend(nominal)) {
        int order = date.compareTo(nominal);
        before += order < 0 ? 1 : 0;
        after += order > 0 ? 1 : 0;
        same += order == 0 ? 1 : 0;
      }
    }
    boolean onWeekends = dates.stream().anyMatch(WeekendShift::weekend);
    WeekendShift shift =
        onWeekends
            ? WeekendShift.NONE
            : before > after && before > same
                ? WeekendShift.PREVIOUS
                : after > before && after > same ? WeekendShift.NEXT : WeekendShift.NONE;
    return new RuleFit(rule.shifted(shift), mean);
  }
}

package florin.accounts.user;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undo of settings: the values that a user sets, and the commands that set them back. */
public final class UserUndo {

  public static final StreamType<?, ?, ?> UNDOABLE =
      StreamType.of(UserCodec.USERS).undoneBy(UserUndo::facets, UserUndo::restoring);

  private static final String ZONE = "timeZone";
  private static final String CURRENCY = "baseCurrency";
  private static final String BUFFER = "buffer";
  private static final String SAVINGS = "spendFromSavings";

  private UserUndo() {}

  /** Those that are not the defaults. */
  static Map<String, Object> facets(User state) {
    UserSettings userSettings = state.settings();
    Map<String, Object> facets = new HashMap<>();
    if (!userSettings.timeZone().equals(UserSettings.DEFAULTS.timeZone())) {
      facets.put(ZONE, userSettings.timeZone());
    }
    if (!userSettings.baseCurrency().equals(UserSettings.DEFAULTS.baseCurrency())) {
      facets.put(CURRENCY, userSettings.baseCurrency());
    }
    userSettings.buffer().ifPresent(buffer -> facets.put(BUFFER, buffer));
    if (userSettings.spendFromSavings()) {
      facets.put(SAVINGS, true);
    }
    return facets;
  }

  private static List<UserCommand> restoring(
      StreamId stream, User now, Map<String, Optional<Object>> wanted, Instant at) {
    UserSettings userSettings = now.settings();
    UserSettings before =
        new UserSettings(
            of(wanted, ZONE)
                .map(zone -> zone.map(String.class::cast).orElse(UserSettings.DEFAULTS.timeZone()))
                .orElse(userSettings.timeZone()),
            of(wanted, CURRENCY)
                .map(
                    currency ->
                        currency
                            .map(CurrencyCode.class::cast)
                            .orElse(UserSettings.DEFAULTS.baseCurrency()))
                .orElse(userSettings.baseCurrency()),
            of(wanted, BUFFER)
                .map(buffer -> buffer.map(Money.class::cast))
                .orElse(userSettings.buffer()),
            of(wanted, SAVINGS)
                .map(savings -> savings.map(Boolean.class::cast).orElse(false))
                .orElse(userSettings.spendFromSavings()));
    return List.of(new UserCommand.Revise(stream.id(), before, at));
  }

  private static Optional<Optional<Object>> of(Map<String, Optional<Object>> wanted, String facet) {
    return Optional.ofNullable(wanted.get(facet));
  }
}

package florin.accounts.user;

import java.util.ArrayList;
import java.util.List;

/** A user as decisions see one. */
sealed interface User {

  UserSettings settings();

  /** Known by token or fact only; has the defaults. */
  record Unregistered() implements User {
    @Override
    public UserSettings settings() {
      return UserSettings.DEFAULTS;
    }
  }

  record Registered(UserSettings settings) implements User {}

  static List<UserEvent> decide(UserCommand command, User state) {
    return switch (command) {
      case UserCommand.Revise revise -> revise(revise, state);
    };
  }

  private static List<UserEvent> revise(UserCommand.Revise command, User state) {
    List<UserEvent> events = new ArrayList<>();
    UserSettings defaults = UserSettings.DEFAULTS;
    switch (state) {
      case Unregistered() ->
          events.add(
              new UserEvent.Registered(
                  command.user(), defaults.timeZone(), defaults.baseCurrency(), command.at()));
      case Registered _ -> {
        // registers once
      }
    }
    if (!command.settings().equals(state.settings())) {
      events.add(new UserEvent.Revised(command.user(), command.settings(), command.at()));
    }
    return events;
  }

  static User evolve(User state, UserEvent event) {
    return switch (event) {
      case UserEvent.Registered e ->
          new Registered(
              new UserSettings(
                  e.timeZone(),
                  e.baseCurrency(),
                  state.settings().buffer(),
                  state.settings().spendFromSavings()));
      case UserEvent.Revised e -> new Registered(e.settings());
    };
  }
}

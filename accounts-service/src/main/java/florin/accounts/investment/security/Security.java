package florin.accounts.investment.security;

import java.util.List;
import java.util.Optional;

/** A security as decisions see one. */
public sealed interface Security {

  record Unknown() implements Security {}

  /**
   * @param details empty until an observation describes it
   */
  record Known(Optional<SecurityDetails> details) implements Security {}

  static List<SecurityEvent> decide(SecurityCommand command, Security state) {
    return switch (command) {
      case SecurityCommand.Refer c ->
          switch (state) {
            case Unknown() ->
                List.of(
                    new SecurityEvent.Registered(
                        c.security(), c.provider(), c.externalId(), Optional.empty(), c.at()));
            case Known _ -> List.of();
          };
      case SecurityCommand.Describe c ->
          switch (state) {
            case Unknown() ->
                List.of(
                    new SecurityEvent.Registered(
                        c.security(),
                        c.provider(),
                        c.externalId(),
                        Optional.of(c.details()),
                        c.at()));
            case Known(var details) when details.equals(Optional.of(c.details())) -> List.of();
            case Known _ ->
                List.of(
                    new SecurityEvent.Revised(
                        c.security(), c.provider(), c.externalId(), c.details(), c.at()));
          };
    };
  }

  static Security evolve(Security state, SecurityEvent event) {
    return switch (event) {
      case SecurityEvent.Registered e -> new Known(e.details());
      case SecurityEvent.Revised e -> new Known(Optional.of(e.details()));
    };
  }
}

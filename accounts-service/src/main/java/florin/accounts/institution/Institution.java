package florin.accounts.institution;

import java.util.List;

/** An institution as decisions see one. */
public sealed interface Institution {

  record Unknown() implements Institution {}

  record Registered() implements Institution {}

  static List<InstitutionEvent> decide(InstitutionCommand command, Institution state) {
    return switch (command) {
      case InstitutionCommand.Register c ->
          switch (state) {
            case Unknown() ->
                List.of(
                    new InstitutionEvent.Registered(
                        c.institution(), c.provider(), c.externalId(), c.name(), c.at()));
            case Registered() -> List.of();
          };
    };
  }

  static Institution evolve(Institution state, InstitutionEvent event) {
    return switch (event) {
      case InstitutionEvent.Registered _ -> new Registered();
    };
  }
}

package florin.planning.goal;

import florin.events.Money;
import florin.journal.stream.Rejection;
import florin.journal.web.PatchField;
import florin.journal.web.field.FieldChecks;
import florin.planning.goal.GoalQueries.Held;
import florin.planning.problem.PlanningProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies that clients send. */
final class GoalRequests {

  private GoalRequests() {}

  /** A goal to set. */
  @Schema(requiredProperties = "name")
  record CreateGoalRequest(
      @Nullable
          @Schema(
              defaultValue = "save",
              allowableValues = {"save", "pay-off"},
              description =
                  "save: to have the target; pay-off: to reduce the account's debt by the target."
                      + " It cannot be changed later.")
          String kind,
      @Nullable @Schema(description = "1 to 120 characters; needed") String name,
      @Nullable
          @Schema(
              description =
                  "The amount to have, more than 0; needed for kind save. For kind pay-off the"
                      + " amount by which the debt is to be reduced, by default all of startDebt.")
          Money target,
      @Nullable @Schema(description = "The day by which it is to be reached") LocalDate dueDate,
      @Nullable
          @Schema(
              description =
                  "The account on which the money is gathered; without one the goal counts what"
                      + " the active scenario allocates to it. Needed for kind pay-off: the"
                      + " account in debt.")
          UUID accountId,
      @Nullable @Schema(description = "The amount planned for every month, 0 or more")
          Money monthlyContribution,
      @Nullable @Schema(description = "1 to 1000 characters") String note,
      @Nullable
          @Schema(
              description =
                  "Only for kind pay-off: the debt, as an amount above 0, that progress is counted"
                      + " from; by default the debt that the account has now.")
          Money startDebt) {

    /** Refuses a body that lacks a field, before anything is read. */
    GoalKind checked() {
      GoalKind chosen =
          kind == null
              ? GoalKind.SAVE
              : GoalKind.named(kind)
                  .orElseThrow(
                      () ->
                          FieldChecks.invalid(
                              "kind",
                              "kind: '%s' (expected: one of %s)".formatted(kind, GoalKind.all())));
      FieldChecks.required(name, "name");
      switch (chosen) {
        case SAVE -> FieldChecks.required(target, "target");
        case PAY_OFF -> FieldChecks.required(accountId, "accountId");
      }
      return chosen;
    }

    /**
     * @param held the account that the body names
     */
    GoalDetails aim(UUID id, Optional<Held> held) {
      GoalKind chosen = checked();
      Optional<Money> debt = Optional.ofNullable(startDebt);
      if (chosen == GoalKind.PAY_OFF && debt.isEmpty()) {
        debt = held.map(account -> debt(account, FieldChecks.required(accountId, "accountId")));
      }
      return new GoalDetails(
          id,
          chosen,
          FieldChecks.required(name, "name"),
          FieldChecks.required(target == null ? debt.orElse(null) : target, "target"),
          Optional.ofNullable(dueDate),
          Optional.ofNullable(accountId),
          Optional.ofNullable(monthlyContribution),
          Optional.ofNullable(note),
          debt);
    }
  }

  /** The values of a goal to change; a field that is left out stays as it is. */
  record UpdateGoalRequest(
      @Schema(description = "1 to 120 characters") PatchField<String> name,
      @Schema(description = "The amount to have or to pay off, in the goal's currency")
          PatchField<Money> target,
      @Schema(description = "The day by which it is to be reached; null clears it")
          PatchField<@Nullable LocalDate> dueDate,
      @Schema(
              description =
                  "The account; null clears it, but not for kind pay-off. Another account in debt"
                      + " begins with its debt of now, unless startDebt is given.")
          PatchField<@Nullable UUID> accountId,
      @Schema(description = "The amount planned for every month; null clears it")
          PatchField<@Nullable Money> monthlyContribution,
      @Schema(description = "1 to 1000 characters; null clears it")
          PatchField<@Nullable String> note,
      @Schema(
              description =
                  "Only for kind pay-off: the debt that progress is counted from. A target of the"
                      + " whole debt follows it.")
          PatchField<@Nullable Money> startDebt) {

    /**
     * @param held the account that the body names, if it names one
     */
    GoalDetails of(GoalDetails current, Optional<Held> held) {
      Optional<UUID> account = accountId.orCleared(current.account());
      Optional<Money> debt = debt(current, account, held);
      Money unchanged =
          debt.isPresent() && current.startDebt().equals(Optional.of(current.target()))
              ? debt.get()
              : current.target();
      return new GoalDetails(
          current.id(),
          current.kind(),
          name.orCurrent(current.name(), "name"),
          target.orCurrent(unchanged, "target"),
          dueDate.orCleared(current.dueDate()),
          account,
          monthlyContribution.orCleared(current.monthly()),
          note.orCleared(current.note()),
          debt);
    }

    private Optional<Money> debt(GoalDetails current, Optional<UUID> account, Optional<Held> held) {
      if (startDebt.present()) {
        return startDebt.value();
      }
      boolean moved = !account.equals(current.account());
      return current.kind() == GoalKind.PAY_OFF && moved && account.isPresent()
          ? held.map(found -> GoalRequests.debt(found, account.get()))
          : current.startDebt();
    }
  }

  /** The debt of an account that is to be paid off. */
  private static Money debt(Held held, UUID account) {
    Money debt =
        held.balance()
            .map(balance -> new Money(balance.negate(), held.currency()))
            .orElseThrow(
                () ->
                    new Rejection(
                        PlanningProblem.START_DEBT_REQUIRED,
                        "startDebt: missing (expected: the debt at the start, because no balance"
                            + " of the account is known)",
                        "/startDebt"));
    if (debt.amount().signum() <= 0) {
      throw new Rejection(
          PlanningProblem.ACCOUNT_WITHOUT_DEBT,
          "accountId: %s has no debt (expected: an account with a balance below 0, or startDebt)"
              .formatted(account),
          "/accountId");
    }
    return debt;
  }
}

package florin.transactions.rule;

import static florin.transactions.rule.RuleCodec.RULES;

import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.Resource;
import florin.journal.web.Resources;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.rule.RuleBody.ActionsBody;
import florin.transactions.rule.RuleBody.ConditionBody;
import florin.transactions.rule.RuleBody.GroupBody;
import florin.transactions.rule.RuleQueries.StoredRule;
import florin.transactions.rule.definition.RuleDefinition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/rules")
@Tag(name = "Rules", description = "Rules that set values of transactions")
class RuleApi {

  private static final int MOST = 500;

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final Cursors cursors;
  private final Resource<RuleCommand, Rule, RuleResponse> rules;

  RuleApi(ApiCommands commands, Resources resources, DatabaseReads reads, Cursors cursors) {
    this.cursors = cursors;
    this.commands = commands;
    this.reads = reads;
    this.rules =
        resources.of(
            RULES,
            "/api/rules",
            RuleResponse.class,
            RuleResponse::version,
            (session, caller, id) -> RuleQueries.one(session, caller.user(), id));
  }

  /** A rule as a client sends it. */
  @Schema(requiredProperties = {"name", "actions"})
  record RuleRequest(
      @Nullable @Schema(description = "1 to 100 characters; needed") String name,
      @Nullable
          @Schema(
              description =
                  "Whether new transactions are tested; default true for a new rule, else as it is")
          Boolean enabled,
      @Nullable
          @Schema(
              allowableValues = {"all", "any"},
              description = "Whether all conditions and groups have to hold, or one; default all")
          String match,
      @Nullable @Schema(description = "Conditions; with those of groups 1 to 50")
          List<ConditionBody> conditions,
      @Nullable @Schema(description = "Groups of conditions; each counts as one condition")
          List<GroupBody> groups,
      @Nullable @Schema(description = "The values that the rule sets; needed")
          ActionsBody actions) {

    private RuleDefinition definition() {
      return new RuleBody(name, match, conditions, groups, actions).parsed();
    }
  }

  @Schema(requiredProperties = "ids")
  record OrderRulesRequest(
      @Nullable @Schema(description = "Every rule once, in the new order") List<UUID> ids) {}

  @GetMapping
  @Operation(
      summary = "All rules in the order of their evaluation",
      description =
          "Rules are evaluated from the first to the last, and each sees the values that those"
              + " before it set: of two rules that set one field the later one wins. A rule with"
              + " `stop` ends the evaluation for the transactions that it matches.")
  Mono<Page<RuleResponse>> list(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reads
        .read(caller.user(), session -> RuleQueries.list(session, caller.user()))
        .map(
            found ->
                cursors.part(
                    "rules " + caller.user(), found, limit, cursor, rule -> rule.id().toString()));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One rule")
  Mono<ResponseEntity<RuleResponse>> one(Caller caller, @PathVariable UUID id) {
    return rules.show(caller, id);
  }

  @PostMapping
  @Operation(
      summary = "Create a rule after the others",
      description =
          "It is evaluated for transactions that are recorded or changed from now on. Those that"
              + " exist already change only when the rule is applied.")
  Mono<ResponseEntity<RuleResponse>> create(Caller caller, @RequestBody RuleRequest body) {
    UUID id = Ids.next();
    RuleDefinition definition = body.definition();
    boolean enabled = body.enabled() == null || body.enabled();
    return rules.create(
        caller,
        id,
        unit ->
            RuleIds.resolved(unit.session(), caller.user(), definition)
                .zipWith(RuleQueries.stored(unit.session(), caller.user()))
                .map(
                    found ->
                        new RuleCommand.Create(
                            id, next(found.getT2()), enabled, found.getT1(), caller.at())));
  }

  private static int next(List<StoredRule> stored) {
    if (stored.size() >= MOST) {
      throw new Rejection(
          TransactionsProblem.TOO_MANY_RULES, "rules: " + MOST + " already (expected: fewer)");
    }
    return stored.stream().mapToInt(StoredRule::position).max().orElse(0) + 1;
  }

  @PutMapping("/{id}")
  @Operation(
      summary = "Replace a rule; its place in the order stays",
      description = "No transaction changes by it.")
  Mono<ResponseEntity<RuleResponse>> replace(
      Caller caller, @PathVariable UUID id, @RequestBody RuleRequest body) {
    RuleDefinition definition = body.definition();
    return rules.change(
        caller,
        id,
        (unit, _) ->
            RuleIds.resolved(unit.session(), caller.user(), definition)
                .map(
                    resolved -> {
                      List<RuleCommand> wanted = new ArrayList<>();
                      wanted.add(new RuleCommand.Revise(id, resolved, caller.at()));
                      if (body.enabled() != null) {
                        wanted.add(new RuleCommand.Enable(id, body.enabled(), caller.at()));
                      }
                      return wanted;
                    }));
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Delete a rule; the values that it set stay",
      description = "To take the values back, undo the change that set them.")
  Mono<ResponseEntity<Void>> remove(Caller caller, @PathVariable UUID id) {
    return rules.remove(caller, id, new RuleCommand.Delete(id, caller.at()));
  }

  @PutMapping("/order")
  @Operation(summary = "Order all rules anew, as one change")
  Mono<ResponseEntity<Page<RuleResponse>>> order(
      Caller caller, @RequestBody OrderRulesRequest body) {
    List<UUID> ids = Objects.requireNonNullElse(body.ids(), List.of());
    Change change = caller.newChange();
    return commands.run(
        caller,
        pageType(),
        unit ->
            RuleQueries.stored(unit.session(), caller.user())
                .flatMap(stored -> ordered(unit, change, stored, ids))
                .then(unit.project())
                .then(Mono.defer(() -> RuleQueries.list(unit.session(), caller.user())))
                .map(found -> CommandResponse.ok(new Page<>(found, null))));
  }

  @SuppressWarnings("unchecked")
  private static Class<Page<RuleResponse>> pageType() {
    return (Class<Page<RuleResponse>>) (Class<?>) Page.class;
  }

  private static Mono<Integer> ordered(
      UnitOfWork unit, Change change, List<StoredRule> stored, List<UUID> ids) {
    demandEveryRule(stored, ids);
    Map<StreamId, Integer> moved = new java.util.LinkedHashMap<>();
    for (StoredRule rule : stored) {
      int position = ids.indexOf(rule.id()) + 1;
      if (position != rule.position()) {
        moved.put(RULES.id(change.user(), rule.id()), position);
      }
    }
    return unit.loadAll(RULES, moved.keySet())
        .map(
            loaded -> {
              moved.forEach(
                  (stream, position) -> {
                    LoadedStream<Rule> rule = Objects.requireNonNull(loaded.get(stream));
                    unit.decide(
                        RULES,
                        rule,
                        new RuleCommand.Move(stream.id(), position, change.at()),
                        change);
                  });
              return moved.size();
            });
  }

  private static void demandEveryRule(List<StoredRule> stored, List<UUID> ids) {
    HashSet<UUID> missing = new HashSet<>(stored.stream().map(StoredRule::id).toList());
    for (int i = 0; i < ids.size(); i++) {
      if (!missing.remove(ids.get(i))) {
        throw new Rejection(
            TransactionsProblem.INVALID_RULE_ORDER,
            "ids: '" + ids.get(i) + "' (expected: one of /api/rules, each once)",
            "/ids/" + i);
      }
    }
    if (!missing.isEmpty()) {
      throw new Rejection(
          TransactionsProblem.INVALID_RULE_ORDER,
          "ids: without '" + missing.iterator().next() + "' (expected: every rule of /api/rules)",
          "/ids");
    }
  }
}

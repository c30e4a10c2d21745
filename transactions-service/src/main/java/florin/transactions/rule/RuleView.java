package florin.transactions.rule;

import static florin.transactions.rule.RuleCodec.RULES;

import com.fasterxml.jackson.annotation.JsonInclude;
import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Users' rules as they stand, their definitions as JSON. */
@Component
@Order(0)
class RuleView implements Projection {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static final FoldedTable<RuleEvent, Rule, Rule.Present> TABLE =
      new FoldedTable<>(
          RULES,
          ViewTable.<FoldedState<Rule.Present>>named("rule", "user_id", "id")
              .uuid("id", row -> row.state().id())
              .integer("position", row -> row.state().position())
              .bool("enabled", row -> row.state().enabled())
              .bool("deleted", row -> row.state().deleted())
              .text("name", row -> row.state().definition().name())
              .text(
                  "definition",
                  row -> JSON.writeValueAsString(RuleBody.of(row.state().definition())))
              .stamped(FoldedState::last, "at"),
          Rule.Present.class,
          "id",
          RuleView::read);

  static Rule.Present read(Readable row) {
    return new Rule.Present(
        Columns.uuid(row, "id"),
        Columns.integer(row, "position"),
        Columns.bool(row, "enabled"),
        body(row).parsed(),
        Columns.bool(row, "deleted"));
  }

  static RuleBody body(Readable row) {
    return JSON.readValue(Columns.text(row, "definition"), RuleBody.class);
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    return TABLE.project(session, events).then();
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE.table());
  }
}

package florin.journal.database;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.PendingEvent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ViewTableTests {

  private record Shelf(UUID id, String name, PendingEvent last) {}

  @Test
  void writesARowOfAStreamOnlyOverAnOlderOne() {
    ViewTable<Shelf> table =
        ViewTable.<Shelf>named("shelf", "user_id", "shelf_id")
            .uuid("shelf_id", Shelf::id)
            .text("name", Shelf::name)
            .stamped(Shelf::last, "changed_at");
    assertThat(table.upsert())
        .isEqualTo(
            "insert into shelf as t (shelf_id, name, user_id, stream_version, version, changed_at)"
                + " select r.shelf_id, r.name, r.user_id, r.stream_version, r.version, r.changed_at"
                + " from unnest(:shelf_id::uuid[], :name::text[], :user_id::uuid[],"
                + " :stream_version::int[], :version::int[], :changed_at::timestamptz[])"
                + " as r (shelf_id, name, user_id, stream_version, version, changed_at)"
                + " order by r.user_id, r.shelf_id"
                + " on conflict (user_id, shelf_id) do update set name = excluded.name,"
                + " stream_version = excluded.stream_version, version = excluded.version,"
                + " changed_at = excluded.changed_at"
                + " where t.stream_version < excluded.stream_version");
  }

  @Test
  void writesAnyOtherRowOnlyOverOtherValues() {
    ViewTable<Shelf> table =
        ViewTable.<Shelf>named("shelf", "shelf_id")
            .uuid("shelf_id", Shelf::id)
            .text("name", Shelf::name)
            .integer("places", _ -> 3);
    assertThat(table.upsert())
        .endsWith(
            "on conflict (shelf_id) do update set name = excluded.name, places = excluded.places"
                + " where (t.name, t.places) is distinct from (excluded.name, excluded.places)");
  }
}

package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.PlaidEmulator;
import florin.providersync.ProviderSync.Linked;
import org.junit.jupiter.api.Test;

/** Data of earlier versions. */
class UpgradeIT {

  /** The database as it was when the vault had one keyset for all tokens. */
  private static final String ONE_KEYSET =
      """
      create table vault.keyset (id int primary key default 1 check (id = 1), wrapped bytea not null, made_at timestamptz not null);
      insert into vault.keyset (wrapped, made_at) select wrapped, made_at from vault.data_key where purpose = 'token';
      alter table vault.keyset owner to provider_sync_owner;
      drop function vault.primary_key(), vault.latest(uuid), vault.put(uuid, int, uuid, bytea),
        vault.destroy_before(uuid, int), vault.open_month(date, uuid, text, bytea), vault.close_month(date);
      drop policy reseal on vault.token;
      alter table vault.token drop column key_id;
      drop table vault.audit, vault.data_key, work.raw_payload, work.webhook_log, work.product, work.published_investment,
        work.unfit_entry, work.link_session;
      drop index work.sync_job_item;
      alter table work.sync_job drop column rotation, drop column adopting, drop column repair_until,
        add constraint sync_job_provider_external_item_id_key unique (provider, external_item_id);
      create function vault.put(connection uuid, version int, ciphertext bytea) returns void language sql as 'select null::void';
      alter function vault.put(uuid, int, bytea) owner to provider_sync_owner;
      delete from work.schema_history where version::int >= 10;
      """;

  @Test
  void tokensOfTheOneKeysetAreReadOn() {
    ProviderSync sync = new ProviderSync(ProviderSync.settings());
    sync.start();
    try (PlaidEmulator _ = sync.emulator) {
      Linked linked = sync.quiet(HOUNDSTOOTH);
      String token = sync.token(linked);
      sync.stop();
      sync.platform.execute(ONE_KEYSET);
      sync.start();

      assertThat(sync.token(linked)).isEqualTo(token);
      assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
      sync.link(linked.subject(), ProviderSync.PLATYPUS);
    } finally {
      sync.stop();
    }
  }
}

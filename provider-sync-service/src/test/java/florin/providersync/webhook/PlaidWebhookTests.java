package florin.providersync.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.request.LoginNotice;
import florin.providersync.webhook.PlaidWebhook.Meaning;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaidWebhookTests {

  private static final Instant END = Instant.parse("2026-07-07T00:00:00Z");

  private static PlaidWebhook webhook(String type, String code) {
    return new PlaidWebhook(type, code, "item", "link-token", "INSTITUTION_MIGRATION", END, END);
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSACTIONS, SYNC_UPDATES_AVAILABLE, Sync",
    "TRANSACTIONS, INITIAL_UPDATE, Nothing",
    "TRANSACTIONS, HISTORICAL_UPDATE, Nothing",
    "TRANSACTIONS, DEFAULT_UPDATE, Nothing",
    "TRANSACTIONS, TRANSACTIONS_REMOVED, Nothing",
    "ITEM, ERROR, Login",
    "ITEM, LOGIN_REPAIRED, Login",
    "ITEM, PENDING_EXPIRATION, Login",
    "ITEM, PENDING_DISCONNECT, Login",
    "ITEM, USER_PERMISSION_REVOKED, Login",
    "ITEM, USER_ACCOUNT_REVOKED, Login",
    "ITEM, NEW_ACCOUNTS_AVAILABLE, Login",
    "ITEM, WEBHOOK_UPDATE_ACKNOWLEDGED, Record",
    "HOLDINGS, DEFAULT_UPDATE, Sync",
    "INVESTMENTS_TRANSACTIONS, HISTORICAL_UPDATE, Sync",
    "LIABILITIES, DEFAULT_UPDATE, Sync",
    "LINK, SESSION_FINISHED, LinkFinished",
    "ITEM, SYNC_UPDATES_AVAILABLE, Nothing",
    "item, error, Nothing",
    "SOMETHING, NEW, Nothing"
  })
  void meansWhatPlaidSays(String type, String code, String meaning) {
    assertThat(webhook(type, code).meaning().getClass().getSimpleName()).isEqualTo(meaning);
  }

  @Test
  void tellsWhenAndWhyAWarningComesTrue() {
    assertThat(webhook("ITEM", "PENDING_DISCONNECT").meaning())
        .isEqualTo(warned("institution-migration"));
    assertThat(webhook("ITEM", "PENDING_EXPIRATION").meaning())
        .isEqualTo(warned("pending-expiration"));
  }

  private static Meaning warned(String reason) {
    return new Meaning.Login(
        new LoginNotice(LoginNotice.LoginNoticeType.WARNED, Optional.of(reason), Optional.of(END)));
  }

  @Test
  void becomesALabelOnlyIfItIsKnown() {
    assertThat(webhook("ITEM", "ERROR").metricLabel()).isEqualTo("ITEM/ERROR");
    assertThat(webhook("SOMETHING", "NEW").metricLabel()).isEqualTo("other");
    assertThat(PlaidWebhook.metricLabel(null, null)).isEqualTo("other");
  }
}

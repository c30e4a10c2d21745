package florin.emulator.link;

import florin.emulator.data.Json;
import florin.emulator.household.value.Institution;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.http.HttpReply;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sessions of link tokens with a page. They are kept in memory: after a restart of the emulator
 * their tokens are unknown, as expired ones are. The end of a session is announced by the webhook
 * LINK/SESSION_FINISHED; clients may also poll the result. Runs on the bank's thread.
 */
public final class HostedLink {

  public static final String PATH = "/hosted/";

  private static final String USERNAME = "user_good";
  private static final int MOST_SESSIONS = 1_000;

  private final EmulatorState emulatorState;
  private final WebhookNotices webhookNotices;
  private final Map<String, LinkSession> sessions = new LinkedHashMap<>();
  private volatile URI address = URI.create("http://127.0.0.1/");

  public HostedLink(EmulatorState emulatorState, WebhookNotices webhookNotices) {
    this.emulatorState = emulatorState;
    this.webhookNotices = webhookNotices;
  }

  /** The address of the server, known once its port is bound. */
  public void servedAt(URI server) {
    address = server;
  }

  /**
   * @return the address of the page
   */
  public URI open(LinkSession session) {
    if (sessions.size() == MOST_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    sessions.put(session.linkToken(), session);
    return address.resolve(PATH + session.linkToken());
  }

  /** The answer of {@code /link/token/get}. */
  public ObjectNode result(EndpointCall endpointCall) {
    var session =
        Optional.ofNullable(sessions.get(endpointCall.text("link_token")))
            .orElseThrow(ErrorCode.INVALID_LINK_TOKEN::refusal);
    var answer =
        Json.object()
            .put("link_token", session.linkToken())
            .put("created_at", text(session.createdAt()))
            .put("expiration", text(session.expiresAt()));
    answer.putObject("metadata").putArray("initial_products");
    var all = answer.putArray("link_sessions");
    switch (session.outcome()) {
      case LinkSession.Outcome.Open() -> {
        // a session is listed once its user signed in or left
      }
      case LinkSession.Outcome.Left(Instant at) ->
          finished(all.addObject(), session, at).putObject("exit").putNull("error");
      case LinkSession.Outcome.Signed signed -> {
        var results = finished(all.addObject(), session, signed.at()).putObject("results");
        var items = results.putArray("item_add_results");
        signed
            .publicToken()
            .ifPresent(
                token -> {
                  var item = items.addObject().put("public_token", token);
                  item.putArray("accounts");
                  item.putObject("institution")
                      .put("institution_id", signed.institutionId())
                      .put("name", title(signed.institutionId()));
                });
      }
    }
    return answer;
  }

  private static ObjectNode finished(ObjectNode target, LinkSession session, Instant at) {
    return target
        .put("link_session_id", session.id())
        .put("started_at", text(session.createdAt()))
        .put("finished_at", text(at));
  }

  /** The page of a link token. */
  public HttpReply page(String linkToken) {
    return open(linkToken).map(this::form).orElseGet(LinkPages::expired);
  }

  private HttpReply form(LinkSession session) {
    return session
        .itemId()
        .flatMap(emulatorState::item)
        .map(item -> LinkPages.signInAgain(title(item.origin().institutionId())))
        .orElseGet(LinkPages::chooseBank);
  }

  /** A sent form: the id of the chosen bank, or nothing if the user leaves. */
  public HttpReply submit(String linkToken, Optional<String> institutionId) {
    var session = open(linkToken);
    if (session.isEmpty()) {
      return LinkPages.expired();
    }
    if (institutionId.isEmpty()) {
      end(session.get().with(new LinkSession.Outcome.Left(realNow())));
      return LinkPages.left();
    }
    return session.get().itemId().isPresent()
        ? signInAgain(session.get(), session.get().itemId().get())
        : Institution.of(institutionId.get())
            .map(institution -> signIn(session.get(), institution))
            .orElseGet(LinkPages::expired);
  }

  private HttpReply signIn(LinkSession session, Institution institution) {
    var token = emulatorState.nextPublicToken();
    emulatorState.commit(
        List.of(
            new StateEntry.PublicTokenMade(
                token,
                institution.id(),
                session.products().stream().filter(institution.products()::contains).toList(),
                session.webhook(),
                USERNAME,
                session.days(),
                0,
                now())));
    var signed = new LinkSession.Outcome.Signed(realNow(), Optional.of(token), institution.id());
    end(session.with(signed));
    return LinkPages.done(institution.title());
  }

  /** As Plaid does: token and Item stay the same, and the client gets a webhook. */
  private HttpReply signInAgain(LinkSession session, String itemId) {
    var item = emulatorState.item(itemId).filter(Item::isActive);
    if (item.isEmpty()) {
      return LinkPages.expired();
    }
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.LoginRepaired(itemId, now()));
    entries.addAll(webhookNotices.of(item.get(), "ITEM", "LOGIN_REPAIRED"));
    emulatorState.commit(entries);
    var institution = item.get().origin().institutionId();
    end(session.with(new LinkSession.Outcome.Signed(realNow(), Optional.empty(), institution)));
    return LinkPages.done(title(institution));
  }

  private void end(LinkSession session) {
    sessions.put(session.linkToken(), session);
    if (session.webhook() != null) {
      var signed = session.outcome() instanceof LinkSession.Outcome.Signed it ? it : null;
      emulatorState.commit(
          List.of(
              webhookNotices.sessionFinished(
                  session.webhook(),
                  session.linkToken(),
                  session.id(),
                  signed != null,
                  signed == null ? Optional.empty() : signed.publicToken())));
    }
  }

  private Optional<LinkSession> open(String linkToken) {
    return Optional.ofNullable(sessions.get(linkToken)).filter(one -> one.isOpen(realNow()));
  }

  private Instant now() {
    return emulatorState.clock().instant();
  }

  private Instant realNow() {
    return emulatorState.clock().realNow();
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String title(String institutionId) {
    return Institution.of(institutionId).map(Institution::title).orElse(institutionId);
  }
}

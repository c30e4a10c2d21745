package florin.gateway.identity;

import florin.gateway.GatewaySettings;
import florin.gateway.edge.Client;
import florin.gateway.edge.EdgeProblem;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The session of a browser, held by a cookie that its scripts cannot read. */
@RestController
@LocalIdentity
@RequestMapping("/auth/session")
class SessionApi {

  /** The user, and the token that every request which changes something must have as a header. */
  record SessionResponse(String username, String csrfToken, Instant expiresAt, long idleSeconds) {
    @Override
    public String toString() {
      return "SessionResponse[username=" + username + "]";
    }
  }

  private final BrowserSessions sessions;
  private final LocalUsers localUsers;
  private final PasswordCheck passwords;
  private final GatewaySettings settings;

  SessionApi(
      BrowserSessions sessions,
      LocalUsers localUsers,
      PasswordCheck passwords,
      GatewaySettings settings) {
    this.sessions = sessions;
    this.localUsers = localUsers;
    this.passwords = passwords;
    this.settings = settings;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<SessionResponse> open(@RequestBody TokenApi.LoginRequest login, ServerWebExchange exchange) {
    SessionFilter.requireOrigin(exchange, false);
    var name = login.username();
    var password = login.password();
    if (name == null || password == null) {
      return TokenApi.missing("username", name, "password", password);
    }
    return passwords
        .ifRight(name, password, Client.of(exchange), () -> firstSession(name))
        .map(opened -> answer(opened, exchange));
  }

  private BrowserSessions.Opened firstSession(String name) {
    if (localUsers.mustChangePassword(name)) {
      throw EdgeProblem.passwordChangeRequired();
    }
    return sessions.open(name);
  }

  private SessionResponse answer(BrowserSessions.Opened opened, ServerWebExchange exchange) {
    // A log-in ends the session that the browser had.
    SessionCookie.secret(exchange).ifPresent(sessions::end);
    set(exchange, SessionCookie.of(exchange, opened.secret(), settings.sessions().lifetime()));
    return response(opened.session());
  }

  /** As text: Netty writes {@code HTTPOnly}, RFC 6265 {@code HttpOnly}. */
  private static void set(ServerWebExchange exchange, ResponseCookie cookie) {
    exchange.getResponse().getHeaders().add(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  @GetMapping
  SessionResponse read(ServerWebExchange exchange) {
    return response(current(exchange));
  }

  /** Ends the session; without one there is nothing to end. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(ServerWebExchange exchange) {
    SessionCookie.secret(exchange)
        .flatMap(sessions::use)
        .ifPresent(session -> SessionFilter.requireOwnPage(exchange, session));
    SessionCookie.secret(exchange).ifPresent(sessions::end);
    set(exchange, SessionCookie.removed(exchange));
  }

  private BrowserSessions.Session current(ServerWebExchange exchange) {
    return SessionCookie.secret(exchange)
        .flatMap(sessions::use)
        .orElseThrow(EdgeProblem::noSession);
  }

  private SessionResponse response(BrowserSessions.Session session) {
    return new SessionResponse(
        session.name(),
        session.csrfToken(),
        session.ends(),
        settings.sessions().idle().toSeconds());
  }
}

package florin.accounts;

import florin.accounts.account.AccountNames;
import florin.accounts.account.AccountUndo;
import florin.accounts.group.GroupCodec;
import florin.accounts.institution.InstitutionCodec;
import florin.accounts.investment.holding.PortfolioCodec;
import florin.accounts.investment.security.SecurityCodec;
import florin.accounts.investment.trade.TradeCodec;
import florin.accounts.liability.LiabilityCodec;
import florin.accounts.merge.MergeCodec;
import florin.accounts.problem.AccountsProblem;
import florin.accounts.user.UserUndo;
import florin.journal.CrossStreamCheck;
import florin.journal.stream.StreamType;
import florin.journal.stream.StreamTypes;
import florin.journal.web.problem.ProblemCatalog;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class AccountsApplication {

  @Bean
  StreamTypes streamTypes() {
    return StreamTypes.of(
        "accounts",
        UserUndo.UNDOABLE,
        InstitutionCodec.INSTITUTIONS,
        AccountUndo.UNDOABLE,
        MergeCodec.UNDOABLE,
        GroupCodec.GROUPS,
        StreamType.of(SecurityCodec.SECURITIES),
        StreamType.of(PortfolioCodec.PORTFOLIOS),
        StreamType.of(TradeCodec.TRADES),
        LiabilityCodec.LIABILITIES);
  }

  @Bean
  CrossStreamCheck accountNames() {
    return AccountNames::check;
  }

  @Bean
  ProblemCatalog problemCatalog() {
    return ProblemCatalog.of(AccountsProblem.values());
  }

  public static void main(String[] arguments) {
    SpringApplication.run(AccountsApplication.class, arguments);
  }
}

package florin.accounts;

import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountNames;
import florin.accounts.account.AccountUndo;
import florin.accounts.group.GroupCodec;
import florin.accounts.institution.InstitutionCodec;
import florin.accounts.investment.holding.PortfolioCodec;
import florin.accounts.investment.security.SecurityCodec;
import florin.accounts.investment.trade.TradeCodec;
import florin.accounts.liability.LiabilityCodec;
import florin.accounts.merge.MergeCodec;
import florin.accounts.user.UserCodec;
import florin.accounts.user.UserUndo;
import florin.journal.Streams;
import florin.journal.change.Undoables;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class AccountsApplication {

  @Bean
  Streams streams() {
    return Streams.of(
        UserCodec.USERS,
        InstitutionCodec.INSTITUTIONS,
        AccountCodec.ACCOUNTS,
        MergeCodec.MERGES,
        GroupCodec.GROUPS,
        SecurityCodec.SECURITIES,
        PortfolioCodec.PORTFOLIOS,
        TradeCodec.TRADES,
        LiabilityCodec.LIABILITIES);
  }

  @Bean
  Undoables undoables() {
    return Undoables.of(
            "accounts",
            UserUndo.UNDOABLE,
            AccountUndo.UNDOABLE,
            MergeCodec.UNDOABLE,
            GroupCodec.UNDOABLE)
        .checked(AccountNames::check);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(AccountsApplication.class, arguments);
  }
}

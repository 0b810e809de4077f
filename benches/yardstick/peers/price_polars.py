# Price: Polars lazy + streaming engine.  usage: price_polars.py IN OUT
import sys, os
os.environ.setdefault("POLARS_MAX_THREADS", "2")
import polars as pl
P = dict(employee_id=pl.String, role=pl.String, city=pl.String, level=pl.String, years=pl.Int64, salary=pl.Int64)
R = dict(role=pl.String, city=pl.String, level=pl.String, market_low=pl.Float64, market_mid=pl.Float64, market_high=pl.Float64)
rates = pl.scan_csv(os.environ["RATES"], schema=R)
(pl.scan_csv(sys.argv[1], schema=P)
   .join(rates, on=["role", "city", "level"], how="left", maintain_order=os.environ.get("ORDER", "left"))
   .with_columns(market_ratio=pl.col("salary") / pl.col("market_mid"))
   .sink_csv(sys.argv[2], float_precision=4, engine="streaming"))

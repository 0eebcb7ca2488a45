# E02xx、E04xx 至 E07xx：评分表的检查。

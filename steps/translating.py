def translate(night): return {"done": 0}

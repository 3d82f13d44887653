"""The school's post office: keeps sealed envelopes until their readers fetch them."""
